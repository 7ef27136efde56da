import type { Device } from '../../devices/schema.ts'
import { usualPlotter } from '../../devices/usual.ts'
import { strokesOf, withStrokes } from '../../geometry/marks.ts'
import { reverseStroke, rotateLoop, strokesBox } from '../../geometry/polyline.ts'
import type { Layer, Stroke } from '../../types.ts'
import { moveSeconds } from '../time/machine-time.ts'
import type { OrderOptions } from './order.ts'
import { exitOf, orderLayerSteps } from './order-layers.ts'
import { reloopStrokes } from './reloop.ts'
import type { Position } from './travel.ts'

/**
 * What an order of strokes is for: the least `travel`, the least `time` on a machine, or what people like to see drawn.
 * `darkest-first` begins where the ink lies closest; `reverse` is as drawn from the last end to the first, layer by layer.
 */
export const strokeSorts = [
  'travel',
  'time',
  'as-drawn',
  'reverse',
  'outside-in',
  'left-to-right',
  'darkest-first',
] as const
export type StrokeSort = (typeof strokeSorts)[number]

export type SortOptions = OrderOptions & {
  readonly sort?: StrokeSort
  /** The machine whose time counts. */
  readonly device?: Device
}

/** Squares of this size decide how dark it is around a stroke. */
const darkSquareMm = 10

/**
 * The layers with their strokes in the order asked for, in steps of a few milliseconds, each reporting progress 0…1.
 * Where the order is given by something else than travel, strokes are still turned towards where the pen comes from.
 */
export function* sortLayerSteps(
  layers: readonly Layer[],
  { sort = 'travel', device = usualPlotter, ...options }: SortOptions = {},
): Generator<number, Layer[]> {
  if (sort === 'travel') return yield* orderLayerSteps(layers, options)
  if (sort === 'time') {
    const cost = (mm: number) => moveSeconds(mm, device.travel)
    return yield* orderLayerSteps(layers, { ...options, cost })
  }
  if (sort === 'as-drawn') return [...layers]
  if (sort === 'reverse') {
    return layers.map((layer) => withStrokes(layer, strokesOf(layer.marks).toReversed().map(goBack)))
  }
  let at = options.start ?? { x: 0, y: 0 }
  const sorted: Layer[] = []
  for (const layer of layers) {
    const drawable = strokesOf(layer.marks).filter(({ points }) => points.length > 0)
    const strokes = turnTowards(byKey(drawable, keysOf[sort](drawable)), at)
    sorted.push(withStrokes(layer, strokes))
    at = exitOf(strokes.at(-1)) ?? at
    yield sorted.length / layers.length
  }
  return sorted
}

/** What strokes are sorted by, smallest first. */
const keysOf: Record<
  'outside-in' | 'left-to-right' | 'darkest-first',
  (strokes: readonly Stroke[]) => Float64Array
> = {
  'left-to-right': (strokes) => Float64Array.from(strokes, (stroke) => strokesBox([stroke]).minX),
  'outside-in': (strokes) => {
    const box = strokesBox(strokes)
    const [x, y] = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2]
    return Float64Array.from(strokes, ({ points }) => {
      let far = 0
      for (let i = 0; i < points.length; i += 2)
        far = Math.max(far, Math.hypot(points[i] - x, points[i + 1] - y))
      return -far
    })
  },
  'darkest-first': (strokes) => {
    const squares = new Map<string, number>()
    const squareAt = (x: number, y: number) =>
      `${Math.floor(x / darkSquareMm)} ${Math.floor(y / darkSquareMm)}`
    for (const { points } of strokes) {
      for (let i = 2; i < points.length; i += 2) {
        const [dx, dy] = [points[i] - points[i - 2], points[i + 1] - points[i - 1]]
        const length = Math.hypot(dx, dy)
        const steps = Math.min(1000, Math.ceil((2 * length) / darkSquareMm))
        for (let step = 0; step < steps; step++) {
          const along = (step + 0.5) / steps
          const square = squareAt(points[i - 2] + dx * along, points[i - 1] + dy * along)
          squares.set(square, (squares.get(square) ?? 0) + length / steps)
        }
      }
    }
    return Float64Array.from(strokes, ({ points }) => {
      const middle = (points.length >> 2) * 2
      return -(squares.get(squareAt(points[middle], points[middle + 1])) ?? 0)
    })
  },
}

function byKey(strokes: readonly Stroke[], keys: Float64Array): Stroke[] {
  return Array.from(keys, (_, i) => i)
    .sort((i, j) => keys[i] - keys[j] || i - j)
    .map((i) => strokes[i])
}

/** The stroke from its end to its start; a loop still begins where it began. */
function goBack(stroke: Stroke): Stroke {
  const reversed = reverseStroke(stroke)
  return stroke.closed ? rotateLoop(reversed, reversed.points.length / 2 - 1) : reversed
}

function turnTowards(strokes: readonly Stroke[], start: Position): Stroke[] {
  let at = start
  return strokes.map((stroke) => {
    const [relooped] = reloopStrokes([stroke], at)
    const exit = exitOf(relooped) ?? at
    const isNearer =
      Math.hypot(exit.x - at.x, exit.y - at.y) <
      Math.hypot(relooped.points[0] - at.x, relooped.points[1] - at.y)
    const turned = isNearer ? reverseStroke(relooped) : relooped
    at = exitOf(turned) ?? at
    return turned
  })
}
