import { strokesOf } from '../../geometry/marks.ts'
import { createPointIndex } from '../../geometry/point-index.ts'
import { scaled } from '../../geometry/steps.ts'
import type { Layer, Stroke } from '../../types.ts'
import type { Position } from '../ordering/travel.ts'
import { doorsOf } from './bound-doors.ts'
import { travelBound } from './travel-bound.ts'

/**
 * A length in mm that the way with the pen up cannot go below while layers are drawn in their order, from `start`: that
 * of each by itself, and from each to the next at least the way between their nearest ends. `knownMm` is what some order
 * takes. Reports 0…1.
 */
export function* layersBound(
  layers: readonly Layer[],
  { start, knownMm }: { readonly start: Position; readonly knownMm?: number },
): Generator<number, number> {
  const drawn = layers.map(({ marks }) => strokesOf(marks)).filter((strokes) => strokes.length > 0)
  let sum = 0
  for (const [i, strokes] of drawn.entries()) {
    const known = drawn.length === 1 ? knownMm : undefined
    const steps = travelBound(strokes, { start: i === 0 ? start : undefined, knownMm: known })
    sum += yield* scaled(steps, i / drawn.length, (i + 1) / drawn.length)
    if (i > 0) sum += leastWay(drawn[i - 1], strokes)
  }
  return sum
}

/** The least way from where a stroke of one layer can be left to where one of another can be begun. */
function leastWay(one: readonly Stroke[], other: readonly Stroke[]): number {
  const { xs, ys } = doorsOf(one)
  const doors = doorsOf(other)
  const index = createPointIndex(xs, ys)
  let least = Number.POSITIVE_INFINITY
  for (const [door, x] of doors.xs.entries()) {
    const near = index.nearest(x, doors.ys[door], least)
    if (near >= 0) least = Math.hypot(xs[near] - x, ys[near] - doors.ys[door])
  }
  return Number.isFinite(least) ? least : 0
}
