import type { Chain } from '../src/trace/chain.ts'

/** A chain of `count` points, each of strength 1. */
export function chainOf(count: number, at: (i: number) => readonly [number, number], closed = false): Chain {
  return {
    points: Float64Array.from(Array.from({ length: count }, (_, i) => at(i)).flat()),
    strength: new Float32Array(count).fill(1),
    closed,
  }
}

/** Its points as pairs. */
export function pointsOf({ points }: Chain): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, i) => [points[i * 2], points[i * 2 + 1]])
}
