import { occludeLaid } from '../plan/occlude.ts'
import type { Drawn } from './svg/draw.ts'

/** The shapes without what lies under opaque fills drawn later; shapes of which nothing is left go, areas stay. */
export function seenOf(drawn: readonly Drawn[]): Drawn[] {
  const seen = occludeLaid(
    drawn.map(({ strokes, cover }) => ({ strokes, ...(cover ? { fill: fillOf(cover()) } : {}) })),
  )
  return drawn.flatMap((one, i) => {
    if (one.area) return [one]
    return seen[i].length === 0 ? [] : [{ ...one, strokes: seen[i] }]
  })
}

function fillOf({ outlines, rule }: ReturnType<NonNullable<Drawn['cover']>>) {
  return { contours: outlines.map(({ points }) => points), rule }
}
