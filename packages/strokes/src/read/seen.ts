import { type Mark, occludeMarks } from '../plan/occlude.ts'
import type { Drawn } from './draw.ts'
import { toStroke } from './layers.ts'

/** The shapes without what lies under opaque fills drawn later; shapes of which nothing is left go, areas stay. */
export function seenOf(drawn: readonly Drawn[]): Drawn[] {
  const seen = occludeMarks(
    drawn.map(({ polylines, cover }) => ({
      strokes: polylines.map(toStroke),
      ...(cover ? { fill: fillOf(cover()) } : {}),
    })),
  )
  return drawn.flatMap((one, i) => {
    if (one.area) return [one]
    if (seen[i].length === 0) return []
    return [{ ...one, polylines: seen[i].map(({ points, closed }) => ({ points: [...points], closed })) }]
  })
}

function fillOf({ outlines, rule }: ReturnType<NonNullable<Drawn['cover']>>): NonNullable<Mark['fill']> {
  return { contours: outlines.map((line) => toStroke(line).points), rule }
}
