import type { Colors } from './shrink.ts'

/** A blob of color: centre and spread per channel, and the log of its weight over its volume. */
type Blob = { center: [number, number, number]; spread: [number, number, number]; logScale: number }
export type ColorModel = readonly Blob[]

const rounds = 6
/** Lab units: noise and compression spread even a flat color this far. */
const leastSpread = 3

/**
 * Describes weighted colors by `count` Gaussian blobs with a spread per channel: k-means from far-apart seeds,
 * so that the same picture always gives the same model.
 */
export function fitColorModel(colors: Colors, weights: Float32Array, count: number): ColorModel {
  const members = Int32Array.from(weights.keys()).filter((i) => weights[i] > 0.05)
  if (members.length === 0) return []
  const centers = seeds(colors, weights, members, count)
  const labels = new Int32Array(members.length)
  let blobs: Blob[] = []
  for (let round = 0; round < rounds; round++) {
    members.forEach((i, k) => {
      labels[k] = nearest(colors, i, centers).index
    })
    blobs = measure(colors, weights, members, labels, centers.length)
    blobs.forEach((blob, k) => {
      centers[k] = blob.center
    })
  }
  return blobs.filter((blob) => Number.isFinite(blob.logScale))
}

/** Log likelihood of pixel `i` under the model: that of its best blob. */
export function logLikelihood(model: ColorModel, colors: Colors, i: number): number {
  let best = Number.NEGATIVE_INFINITY
  for (const { center, spread, logScale } of model) {
    const x = (colors.channels[0][i] - center[0]) / spread[0]
    const y = (colors.channels[1][i] - center[1]) / spread[1]
    const z = (colors.channels[2][i] - center[2]) / spread[2]
    best = Math.max(best, logScale - 0.5 * (x * x + y * y + z * z))
  }
  return best
}

/** The weighted mean first, then again and again the weighted color farthest from all seeds so far. */
function seeds(colors: Colors, weights: Float32Array, members: Int32Array, count: number) {
  const [mean] = measure(colors, weights, members, new Int32Array(members.length), 1)
  const centers: [number, number, number][] = [mean.center]
  while (centers.length < count) {
    let farthest = members[0]
    let distance = 0
    for (const i of members) {
      const here = nearest(colors, i, centers).distance * weights[i]
      if (here > distance) [distance, farthest] = [here, i]
    }
    if (distance === 0) break
    centers.push([colors.channels[0][farthest], colors.channels[1][farthest], colors.channels[2][farthest]])
  }
  return centers
}

function nearest(colors: Colors, i: number, centers: readonly (readonly [number, number, number])[]) {
  let index = 0
  let distance = Number.POSITIVE_INFINITY
  for (let k = 0; k < centers.length; k++) {
    const dx = colors.channels[0][i] - centers[k][0]
    const dy = colors.channels[1][i] - centers[k][1]
    const dz = colors.channels[2][i] - centers[k][2]
    const here = dx * dx + dy * dy + dz * dz
    if (here < distance) [distance, index] = [here, k]
  }
  return { index, distance }
}

function measure(
  colors: Colors,
  weights: Float32Array,
  members: Int32Array,
  labels: Int32Array,
  count: number,
): Blob[] {
  const sums = Array.from({ length: count }, () => ({ weight: 0, first: [0, 0, 0], second: [0, 0, 0] }))
  let total = 0
  members.forEach((i, k) => {
    const sum = sums[labels[k]]
    const weight = weights[i]
    total += weight
    sum.weight += weight
    for (let c = 0; c < 3; c++) {
      const value = colors.channels[c][i]
      sum.first[c] += weight * value
      sum.second[c] += weight * value * value
    }
  })
  return sums.map(({ weight, first, second }) => {
    const center = first.map((sum) => sum / weight) as [number, number, number]
    const spread = second.map((sum, c) =>
      Math.max(leastSpread, Math.sqrt(Math.max(0, sum / weight - center[c] ** 2))),
    ) as [number, number, number]
    const logScale = Math.log(weight / total) - Math.log(spread[0] * spread[1] * spread[2])
    return { center, spread, logScale }
  })
}
