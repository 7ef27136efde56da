import fc from 'fast-check'
import type { Stroke } from '../src/types.ts'

/** A stroke from plain numbers: `line(0, 0, 10, 0)`. */
export function line(...points: number[]): Stroke {
  return { points: Float64Array.from(points), closed: false }
}

/** A closed stroke from plain numbers, its start not repeated. */
export function loop(...points: number[]): Stroke {
  return { points: Float64Array.from(points), closed: true }
}

/** Strokes on a coarse lattice, so that ends meet, doubles and zero lengths come up. */
export function latticeStrokes(maxStrokes = 12): fc.Arbitrary<Stroke[]> {
  const coordinate = fc.integer({ min: 0, max: 6 })
  const point = fc.tuple(coordinate, coordinate)
  const stroke = fc
    .tuple(fc.array(point, { minLength: 1, maxLength: 6 }), fc.boolean())
    .map(([points, closed]) => ({
      points: Float64Array.from(points.flat()),
      closed: closed && points.length > 2,
    }))
  return fc.array(stroke, { maxLength: maxStrokes })
}

/** Strokes anywhere on a page. */
export function pageStrokes(maxStrokes = 30): fc.Arbitrary<Stroke[]> {
  const coordinate = fc.double({ min: 0, max: 300, noNaN: true })
  const point = fc.tuple(coordinate, coordinate)
  const stroke = fc
    .tuple(fc.array(point, { minLength: 1, maxLength: 12 }), fc.boolean())
    .map(([points, closed]) => ({
      points: Float64Array.from(points.flat()),
      closed: closed && points.length > 2,
    }))
  return fc.array(stroke, { maxLength: maxStrokes })
}
