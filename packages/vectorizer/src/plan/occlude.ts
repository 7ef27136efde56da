import { type Area, createArea, type FillRule } from '../geometry/area.ts'
import { type AreaPile, createAreaPile } from '../geometry/area-pile.ts'
import { flattenCurves } from '../geometry/flatten.ts'
import { strokesBox } from '../geometry/polyline.ts'
import type { Layer, Stroke } from '../types.ts'

/** What is no longer than this is rounding, not ink. */
const leastMm = 1e-6
const flatnessMm = 0.01

/** Strokes, and the opaque fill that is laid with them: it hides what was drawn before, not these strokes. */
export type Mark = {
  readonly strokes: readonly Stroke[]
  /** Closed polylines in mm, starts not repeated. */
  readonly fill?: { readonly contours: readonly Float64Array[]; readonly rule: FillRule }
}

/**
 * What is seen of each mark's strokes when the marks are laid one over another: parts inside a later fill are cut out
 * exactly at its border, what runs along a border stays. A loop that is cut becomes open pieces, the piece through its
 * start in one. Strokes that nothing hides pass as they are. Near O(n) by a grid of the fills and rows of their edges.
 */
export function occludeMarks(marks: readonly Mark[]): Stroke[][] {
  const pile = createAreaPile(strokesBox(marks.flatMap(({ strokes }) => strokes)))
  const seen: Stroke[][] = []
  for (const { strokes, fill } of marks.toReversed()) {
    seen.push(strokes.flatMap((stroke) => seenParts(stroke, pile)))
    if (fill) pile.add(createArea(fill.contours, fill.rule))
  }
  return seen.reverse()
}

/**
 * Layers without what lies under the regions of later layers. A layer's own regions hide none of its strokes, which are
 * their borders.
 */
export function occludeLayers(layers: readonly Layer[]): Layer[] {
  const marks: Mark[] = layers.flatMap(({ strokes, regions = [] }) => [
    { strokes },
    ...regions.map(({ contours }) => ({
      strokes: [],
      fill: {
        contours: contours.map((curves) => flattenCurves(curves, flatnessMm, true)),
        rule: 'evenodd' as const,
      },
    })),
  ])
  const seen = occludeMarks(marks)
  let next = 0
  return layers.map((layer) => {
    const strokes = seen[next]
    next += 1 + (layer.regions?.length ?? 0)
    return { ...layer, strokes }
  })
}

function seenParts(stroke: Stroke, pile: AreaPile): Stroke[] {
  const { points, closed } = stroke
  const count = points.length / 2
  const pieces: number[][] = []
  let piece: number[] = []
  let isWhole = true
  let isDot = true
  const finish = () => {
    if (lengthOf(piece) > leastMm) pieces.push(piece)
    piece = []
  }
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const j = (i + 1) % count
    const [ax, ay, bx, by] = [points[i * 2], points[i * 2 + 1], points[j * 2], points[j * 2 + 1]]
    const length = Math.hypot(bx - ax, by - ay)
    if (length === 0) continue
    isDot = false
    const spans = openSpans(ax, ay, bx, by, length, pile)
    isWhole &&= spans.length === 2 && spans[0] === 0 && spans[1] === 1
    for (let k = 0; k < spans.length; k += 2) {
      const [from, to] = [spans[k], spans[k + 1]]
      if (from > 0) finish()
      if (piece.length === 0) piece.push(ax + (bx - ax) * from, ay + (by - ay) * from)
      if (to === 1) piece.push(bx, by)
      else piece.push(ax + (bx - ax) * to, ay + (by - ay) * to)
    }
    if (spans[spans.length - 1] !== 1) finish()
  }
  if (isDot) return isDotSeen(points, pile) ? [stroke] : []
  if (isWhole) return [stroke]
  finish()
  const first = pieces[0]
  const last = pieces[pieces.length - 1]
  if (closed && pieces.length > 1 && startsAt(first, points) && startsAt(last.slice(-2), points)) {
    pieces.pop()
    pieces[0] = [...last, ...first.slice(2)]
  }
  return pieces.map((coordinates) => ({ points: Float64Array.from(coordinates), closed: false }))
}

/** The shares of a segment that no area covers, as from, to, from, to … */
function openSpans(ax: number, ay: number, bx: number, by: number, length: number, pile: AreaPile): number[] {
  const covered: [number, number][] = []
  for (const area of pile.over(boxOf(ax, ay, bx, by))) {
    const spans = area.spansOf(ax, ay, bx, by)
    for (let k = 0; k < spans.length; k += 2) covered.push([spans[k], spans[k + 1]])
    if (spans.length === 2 && spans[0] === 0 && spans[1] === 1) return []
  }
  covered.sort((a, b) => a[0] - b[0])
  const least = leastMm / length
  const open: number[] = []
  let reached = 0
  for (const [from, to] of covered) {
    if (from > reached + least) open.push(reached, from)
    reached = Math.max(reached, to)
  }
  if (reached === 0 || reached < 1 - least) open.push(reached, 1)
  return open
}

function isDotSeen(points: Float64Array, pile: AreaPile): boolean {
  if (points.length < 2) return false
  const [x, y] = points
  return !pile.over(boxOf(x, y, x, y)).some((area: Area) => area.holds(x, y))
}

function boxOf(ax: number, ay: number, bx: number, by: number) {
  return {
    minX: Math.min(ax, bx),
    minY: Math.min(ay, by),
    maxX: Math.max(ax, bx),
    maxY: Math.max(ay, by),
  }
}

function startsAt(point: readonly number[], points: Float64Array): boolean {
  return point[0] === points[0] && point[1] === points[1]
}

function lengthOf(coordinates: readonly number[]): number {
  let length = 0
  for (let i = 2; i < coordinates.length; i += 2) {
    length += Math.hypot(coordinates[i] - coordinates[i - 2], coordinates[i + 1] - coordinates[i - 1])
  }
  return length
}
