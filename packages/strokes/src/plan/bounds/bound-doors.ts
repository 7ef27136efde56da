import { createPointIndex } from '../../geometry/point-index.ts'
import type { Stroke } from '../../types.ts'
import type { Position } from '../ordering/travel.ts'

/**
 * Every place at which a stroke may be entered or left, by port: the two ends of an open stroke are ports that take one
 * way each, the vertices of a loop and a dot are one port for two. Doors of a stroke follow each other.
 */
export type Doors = {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly stroke: Int32Array
  readonly port: Int32Array
  /** Ways at each port. */
  readonly wanted: readonly number[]
  readonly strokes: number
}

export function doorsOf(strokes: readonly Stroke[]): Doors {
  const xs: number[] = []
  const ys: number[] = []
  const stroke: number[] = []
  const port: number[] = []
  const wanted: number[] = []
  for (const [id, { points, closed }] of strokes.entries()) {
    const isOpen = !closed && points.length > 2
    for (let i = 0; i < points.length; i += isOpen ? points.length - 2 : 2) {
      if (isOpen || i === 0) wanted.push(isOpen ? 1 : 2)
      xs.push(points[i])
      ys.push(points[i + 1])
      stroke.push(id)
      port.push(wanted.length - 1)
    }
  }
  return {
    xs: Float64Array.from(xs),
    ys: Float64Array.from(ys),
    stroke: Int32Array.from(stroke),
    port: Int32Array.from(port),
    wanted,
    strokes: strokes.length,
  }
}

export function waysFrom({ xs, ys }: Doors, { x, y }: Position): Float64Array {
  return xs.map((value, door) => Math.hypot(value - x, ys[door] - y))
}

/** Doors between two reports: some milliseconds of work. */
const stepSize = 500

/** Ways between doors of different strokes, by their ends. */
export type Ways = { readonly from: Int32Array; readonly to: Int32Array; readonly lengths: Float64Array }

/** The ways between doors of which one is among so many that are nearest to the other, each once. Reports 0…1. */
export function* nearWays(doors: Doors, perDoor: number): Generator<number, Ways> {
  const { xs, ys, stroke } = doors
  const index = createPointIndex(xs, ys)
  const from: number[] = []
  const to: number[] = []
  const near: number[][] = []
  for (let door = 0; door < xs.length; door++) {
    if (door % stepSize === 0) yield door / xs.length
    const accept = (other: number) => stroke[other] !== stroke[door]
    near.push(index.nearestMany(xs[door], ys[door], perDoor, Number.POSITIVE_INFINITY, accept))
    for (const other of near[door]) {
      if (other < door && near[other].includes(door)) continue
      from.push(door)
      to.push(other)
    }
  }
  return waysBetween(doors, from, to)
}

export function waysBetween({ xs, ys }: Doors, from: readonly number[], to: readonly number[]): Ways {
  const lengths = Float64Array.from(from, (door, i) => Math.hypot(xs[door] - xs[to[i]], ys[door] - ys[to[i]]))
  return { from: Int32Array.from(from), to: Int32Array.from(to), lengths }
}

/** All of these ways, and those of the others that are not among them. */
export function withMoreWays(doors: Doors, ways: Ways, more: Ways): Ways {
  const count = doors.xs.length
  const keyOf = ({ from, to }: Ways, way: number) =>
    Math.min(from[way], to[way]) * count + Math.max(from[way], to[way])
  const known = new Set(Array.from(ways.lengths.keys(), (way) => keyOf(ways, way)))
  const missing = Array.from(more.lengths.keys()).filter((way) => !known.has(keyOf(more, way)))
  return waysBetween(
    doors,
    [...ways.from, ...missing.map((way) => more.from[way])],
    [...ways.to, ...missing.map((way) => more.to[way])],
  )
}

/** Half of every way belongs to each of its ends, and is no shorter than to the nearest; two ends may have none. Reports 0…1. */
export function* nearestBound({ xs, ys, stroke, port, wanted }: Doors): Generator<number, number> {
  const index = createPointIndex(xs, ys)
  const nearest = new Float64Array(wanted.length).fill(Number.POSITIVE_INFINITY)
  for (let door = 0; door < xs.length; door++) {
    if (door % stepSize === 0) yield door / xs.length
    const accept = (other: number) => stroke[other] !== stroke[door]
    const [found] = index.nearestMany(xs[door], ys[door], 1, nearest[port[door]], accept)
    if (found === undefined) continue
    nearest[port[door]] = Math.min(
      nearest[port[door]],
      Math.hypot(xs[door] - xs[found], ys[door] - ys[found]),
    )
  }
  const longest = nearest.reduce((most, length) => Math.max(most, length), 0)
  return nearest.reduce((sum, length, at) => sum + length * wanted[at], 0) / 2 - longest
}
