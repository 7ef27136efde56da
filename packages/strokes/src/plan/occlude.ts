import { type AreaPile, createAreaPile } from '../geometry/areas/area-pile.ts'
import { createInside, type FillRule, type Inside } from '../geometry/areas/inside.ts'
import { flattenCurves } from '../geometry/curves/flatten.ts'
import { cutStroke } from '../geometry/cut-stroke.ts'
import { areasOf, strokesOf, withStrokes } from '../geometry/marks.ts'
import { type Box, pointsBox, strokeLength, strokesBox } from '../geometry/polyline.ts'
import type { Layer, Stroke } from '../types.ts'

/** What is no longer than this is rounding, not ink. */
const leastMm = 1e-6
const flatnessMm = 0.01

/** Strokes, and the opaque fill that is laid with them: it hides what was drawn before, not these strokes. */
export type Laid = {
  readonly strokes: readonly Stroke[]
  /** Closed polylines in mm, starts not repeated. */
  readonly fill?: { readonly contours: readonly Float64Array[]; readonly rule: FillRule }
}

/**
 * What is seen of the strokes of each when they are laid one over another: parts inside a later fill are cut out
 * exactly at its border, what runs along a border stays. A loop that is cut becomes open pieces, the piece through its
 * start in one. Strokes that nothing hides pass as they are. Near O(n) by a grid of the fills and rows of their edges.
 */
export function occludeLaid(laid: readonly Laid[]): Stroke[][] {
  const pile = createAreaPile(strokesBox(laid.flatMap(({ strokes }) => strokes)))
  const seen: Stroke[][] = []
  for (const { strokes, fill } of laid.toReversed()) {
    seen.push(strokes.flatMap((stroke) => seenParts(stroke, pile)))
    if (fill) pile.add(createInside(fill.contours, fill.rule))
  }
  return seen.reverse()
}

/**
 * Layers without what lies under the areas of later layers. A layer's own areas hide none of its strokes, which are
 * their borders.
 */
export function occludeLayers(layers: readonly Layer[]): Layer[] {
  const laid: Laid[] = layers.flatMap(({ marks }) => [
    ...areasOf(marks).map(({ contours }) => ({
      strokes: [],
      fill: {
        contours: contours.map((curves) => flattenCurves(curves, flatnessMm, true)),
        rule: 'evenodd' as const,
      },
    })),
    { strokes: strokesOf(marks) },
  ])
  const seen = occludeLaid(laid)
  let next = 0
  return layers.map((layer) => {
    next += 1 + areasOf(layer.marks).length
    return withStrokes(layer, seen[next - 1])
  })
}

function seenParts(stroke: Stroke, pile: AreaPile): Stroke[] {
  if (strokeLength(stroke) === 0) return isDotSeen(stroke.points, pile) ? [stroke] : []
  return cutStroke(stroke, (ax, ay, bx, by, length) => openSpans(ax, ay, bx, by, length, pile), {
    longerThan: leastMm,
  })
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
  return !pile.over(boxOf(x, y, x, y)).some((area: Inside) => area.holds(x, y))
}

function boxOf(ax: number, ay: number, bx: number, by: number): Box {
  return pointsBox([[ax, ay, bx, by]])
}
