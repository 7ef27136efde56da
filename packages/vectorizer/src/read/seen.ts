import { occludeMarks } from '../plan/occlude.ts'
import type { Drawn } from './collect.ts'
import { toStroke } from './layers.ts'

/** The shapes without what lies under opaque fills drawn later; shapes of which nothing is left go. */
export function seenOf(drawn: readonly Drawn[]): Drawn[] {
  const strokes = drawn.map(({ polylines }) => polylines.map(toStroke))
  const seen = occludeMarks(
    drawn.map(({ fillRule }, i) => ({
      strokes: strokes[i],
      ...(fillRule ? { fill: { contours: strokes[i].map(({ points }) => points), rule: fillRule } } : {}),
    })),
  )
  return drawn.flatMap((one, i) => {
    if (seen[i].length === 0) return []
    return [{ ...one, polylines: seen[i].map(({ points, closed }) => ({ points: [...points], closed })) }]
  })
}
