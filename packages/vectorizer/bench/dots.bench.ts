/// <reference types="node" />

import { createPointIndex } from '@plotline/strokes/geometry/point-index'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { resultOf } from '@plotline/strokes/geometry/steps'
import { shortPath } from '@plotline/strokes/geometry/tours/point-path'
import { spreadPoints } from '../src/fill/dots/voronoi.ts'
import { drawPlane } from '../test/scenes.ts'

/**
 * Stippling and the line through the stipples at 20,000 points: processor time, how even the points lie, and how much
 * longer the line is than a bound from one-trees over the ten nearest neighbors of each point (Held & Karp 1971; a
 * proven bound would need all pairs, and differs in the fourth digit). C++ on an input like it: 2.3 % after 2-opt and
 * Or-opt, .8 % after three seconds more.
 */
const count = 20_000
let known: number | undefined
const side = Math.round(Math.sqrt(count * 20))
const seconds = () => process.cpuUsage().user / 1e6

const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
  const before = seconds()
  const result = await work()
  console.log(`${name.padEnd(40)}${(seconds() - before).toFixed(2).padStart(8)} s`)
  return result
}

const flat = drawPlane(side, side, () => 1 / 20)
const slope = { ...flat, data: flat.data.map((value, i) => (2 * value * (i % side)) / side) }
const options = () => ({ rounds: 14, random: seededRandom(1) })
const even = await timed('stipple, 20,000 even points', () => spreadPoints(flat, options(), () => undefined))
const dense = await timed('stipple, 20,000 points on a slope', () =>
  spreadPoints(slope, options(), () => undefined),
)

console.log('\npower of the even points by frequency (1 is white noise; blue noise is near 0 below 0.7)')
const around = 1 / Math.sqrt(20)
for (const share of [0.1, 0.3, 0.5, 0.7, 0.9, 1, 1.1, 1.3, 1.6, 2, 3]) {
  const power = powerAt(even, share * around)
  console.log(
    `${share.toFixed(1).padStart(5)}${power.toFixed(2).padStart(8)} ${'#'.repeat(Math.round(power * 12))}`,
  )
}

for (const kicks of [0, 1, 2]) {
  const order = await timed(`\none line, ${kicks} tries per point`, () =>
    resultOf(shortPath(dense, kicks * count, seededRandom(2))),
  )
  let length = 0
  for (let i = 1; i < order.length; i++) length += distance(dense, order[i - 1], order[i])
  console.log(
    `${length.toFixed(0)} long, ${((length / bound() - 1) * 100).toFixed(2)} % above ${bound().toFixed(0)}`,
  )
}

/** The power spectrum on a ring of frequencies, in cycles per pixel. */
function powerAt(points: Float64Array, frequency: number): number {
  const directions = 48
  let sum = 0
  for (let k = 0; k < directions; k++) {
    const angle = ((k + 0.5) / directions) * Math.PI
    // Whole numbers of waves over the square, so that the square itself has no part in it.
    const u = (2 * Math.PI * Math.round(Math.cos(angle) * frequency * side)) / side
    const v = (2 * Math.PI * Math.round(Math.sin(angle) * frequency * side)) / side
    let [re, im] = [0, 0]
    for (let i = 0; i < points.length; i += 2) {
      re += Math.cos(points[i] * u + points[i + 1] * v)
      im += Math.sin(points[i] * u + points[i + 1] * v)
    }
    sum += (re * re + im * im) / (points.length / 2)
  }
  return sum / directions
}

function distance(points: Float64Array, a: number, b: number): number {
  return Math.hypot(points[a * 2] - points[b * 2], points[a * 2 + 1] - points[b * 2 + 1])
}

/** Spanning trees with prices on points that have too many or too few neighbors, raised until they are nearly a line. */
function bound(): number {
  known ??= ascend(dense)
  return known
}

function ascend(points: Float64Array): number {
  const total = points.length / 2
  const xs = points.filter((_, i) => i % 2 === 0)
  const ys = points.filter((_, i) => i % 2 === 1)
  const index = createPointIndex(xs, ys)
  const from: number[] = []
  const to: number[] = []
  for (let i = 0; i < total; i++) {
    for (const j of index.nearestMany(xs[i], ys[i], 11)) {
      if (i === j) continue
      from.push(i)
      to.push(j)
    }
  }
  const lengths = Float64Array.from(from, (a, k) => distance(points, a, to[k]))
  const prices = new Float64Array(total)
  let best = 0
  let step = 0.4
  for (let round = 0; round < 120; round++) {
    const costs = lengths.map((length, k) => length + prices[from[k]] + prices[to[k]])
    const order = Uint32Array.from(costs, (_, k) => k).sort((a, b) => costs[a] - costs[b])
    const parents = Int32Array.from({ length: total }, (_, i) => i)
    const root = (i: number) => {
      let at = i
      while (parents[at] !== at) {
        parents[at] = parents[parents[at]]
        at = parents[at]
      }
      return at
    }
    const degrees = new Int32Array(total)
    let cost = 0
    for (const k of order) {
      const [a, b] = [root(from[k]), root(to[k])]
      if (a === b) continue
      parents[a] = b
      degrees[from[k]]++
      degrees[to[k]]++
      cost += costs[k]
    }
    // A path has two ends of degree one, which the tree is not made to pay for.
    const low = Float64Array.from(prices).sort().slice(0, 2)
    best = Math.max(best, cost - 2 * prices.reduce((sum, price) => sum + price, 0) + low[0] + low[1])
    for (let i = 0; i < total; i++) prices[i] += step * (degrees[i] - 2)
    step *= 0.97
  }
  return best
}
