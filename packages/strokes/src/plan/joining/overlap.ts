import { strokesOf } from '../../geometry/marks.ts'
import { pointsBox, strokesLength } from '../../geometry/polyline.ts'
import type { Layer, Stroke } from '../../types.ts'
import { leastCosine } from './dedupe.ts'

/** Places looked at: a share of 2 % is then told to within half a percent, in milliseconds. */
const mostPlaces = 4000
/** Cells along the longer side of the grid, at most, and how wide they are at least, in mm. */
const mostCells = 256
const leastCellMm = 0.5
/** Places at even steps would fall in with lines of one length; this sets each step off by another share of it. */
const golden = (Math.sqrt(5) - 1) / 2

/**
 * About what share of the ink `dedupeStrokes` would leave out of these layers, each by itself: 0 … 1, from a few thousand
 * places along it, the same ones for the same strokes. O(n); dots are no ink here.
 */
export function overlapShare(layers: readonly Layer[], toleranceMm: number): number {
  const inkMm = layers.reduce((sum, { marks }) => sum + strokesLength(strokesOf(marks)), 0)
  if (!(inkMm > 0)) return 0
  const takePlace = placesEvery(inkMm / mostPlaces)
  let [covered, all] = [0, 0]
  for (const { marks } of layers) {
    const places = placesOf(strokesOf(marks), takePlace)
    covered += coveredCount(strokesOf(marks), places, toleranceMm)
    all += places.length / valuesPerPlace
  }
  return all > 0 ? covered / all : 0
}

/** A place on ink: x, y, the direction of its side as a unit vector, and the number of that side. */
const valuesPerPlace = 5

/** For the sides in turn: calls `take` with how far along each of them its places lie. */
function placesEvery(stepMm: number) {
  let [along, count] = [0, 0]
  let next = stepMm * golden
  return (length: number, take: (mm: number) => void) => {
    for (; next < along + length; next = stepMm * (count + ((count * golden) % 1))) {
      take(next - along)
      count++
    }
    along += length
  }
}

function placesOf(strokes: readonly Stroke[], takePlace: ReturnType<typeof placesEvery>): number[] {
  const places: number[] = []
  eachSide(strokes, (ax, ay, bx, by, side) => {
    const length = Math.hypot(bx - ax, by - ay)
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length]
    takePlace(length, (mm) => places.push(ax + ux * mm, ay + uy * mm, ux, uy, side))
  })
  return places
}

/** How many of the places lie on a side drawn before their own. */
function coveredCount(strokes: readonly Stroke[], places: readonly number[], toleranceMm: number): number {
  if (places.length === 0) return 0
  const isCovered = new Uint8Array(places.length / valuesPerPlace)
  const cells = createCells(strokes, places, toleranceMm)
  eachSide(strokes, (ax, ay, bx, by, side) => {
    cells.visit(ax, ay, bx, by, (place) => {
      const at = place * valuesPerPlace
      if (side >= places[at + 4]) return
      const length = Math.hypot(bx - ax, by - ay)
      const [ux, uy] = [(bx - ax) / length, (by - ay) / length]
      const [x, y] = [places[at] - ax, places[at + 1] - ay]
      const along = x * ux + y * uy
      if (along < 0 || along > length || Math.abs(y * ux - x * uy) > toleranceMm) return
      if (Math.abs(ux * places[at + 2] + uy * places[at + 3]) >= leastCosine) isCovered[place] = 1
    })
  })
  return isCovered.reduce((sum, one) => sum + one, 0)
}

/** Places by the cells of a grid that they lie in or next to: those of a side's cells are all that may lie on it. */
function createCells(strokes: readonly Stroke[], places: readonly number[], reachMm: number) {
  const box = pointsBox(strokes.map(({ points }) => points))
  const cell = Math.max(
    leastCellMm,
    reachMm,
    (box.maxX - box.minX) / mostCells,
    (box.maxY - box.minY) / mostCells,
  )
  const columns = Math.floor((box.maxX - box.minX) / cell) + 1
  const rows = Math.floor((box.maxY - box.minY) / cell) + 1
  const column = (x: number) => Math.min(columns - 1, Math.max(0, Math.floor((x - box.minX) / cell)))
  const row = (y: number) => Math.min(rows - 1, Math.max(0, Math.floor((y - box.minY) / cell)))
  const lists = new Map<number, number[]>()
  const isFull = new Uint8Array(columns * rows)
  for (let place = 0; place < places.length / valuesPerPlace; place++) {
    const [x, y] = [places[place * valuesPerPlace], places[place * valuesPerPlace + 1]]
    for (let j = row(y - reachMm); j <= row(y + reachMm); j++) {
      for (let i = column(x - reachMm); i <= column(x + reachMm); i++) {
        const id = j * columns + i
        const list = lists.get(id)
        if (list) list.push(place)
        else lists.set(id, [place])
        isFull[id] = 1
      }
    }
  }

  return {
    visit(ax: number, ay: number, bx: number, by: number, see: (place: number) => void): void {
      const last = row(Math.max(ay, by))
      for (let j = row(Math.min(ay, by)); j <= last; j++) {
        let low = Math.min(ax, bx)
        let high = Math.max(ax, bx)
        // Where it is nearly level it is in one row or two, and in all of each.
        const slope = (bx - ax) / (by - ay)
        if (Math.abs(slope) < 1e6) {
          const x1 = ax + slope * (box.minY + j * cell - ay)
          const x2 = x1 + slope * cell
          low = Math.max(low, Math.min(x1, x2))
          high = Math.min(high, Math.max(x1, x2))
        }
        const to = column(high)
        for (let i = column(low); i <= to; i++) {
          const id = j * columns + i
          if (isFull[id] === 1) for (const place of lists.get(id) ?? []) see(place)
        }
      }
    },
  }
}

/** Every side that has a length, numbered in the order drawn. */
function eachSide(
  strokes: readonly Stroke[],
  act: (ax: number, ay: number, bx: number, by: number, side: number) => void,
): void {
  let side = 0
  for (const { points, closed } of strokes) {
    const count = points.length / 2
    for (let i = 0; i < (closed ? count : count - 1); i++) {
      const [a, b] = [i * 2, ((i + 1) % count) * 2]
      if (points[a] === points[b] && points[a + 1] === points[b + 1]) continue
      act(points[a], points[a + 1], points[b], points[b + 1], side++)
    }
  }
}
