import type { Stroke } from '../../types.ts'

/** A place on the sheet in mm. */
export type Position = { readonly x: number; readonly y: number }

/**
 * Pen-up distance in mm between strokes in their order: from the end of each (the start of a closed one) to the start
 * of the next. With `start` the way from there to the first stroke counts, too; with `cost` each way counts as that.
 */
export function travelLength(
  strokes: readonly Stroke[],
  start?: Position,
  cost: (mm: number) => number = (mm) => mm,
): number {
  let x = start?.x
  let y = start?.y
  let length = 0
  for (const { points, closed } of strokes) {
    if (points.length === 0) continue
    if (x !== undefined && y !== undefined) length += cost(Math.hypot(points[0] - x, points[1] - y))
    const exit = closed ? 0 : points.length - 2
    x = points[exit]
    y = points[exit + 1]
  }
  return length
}
