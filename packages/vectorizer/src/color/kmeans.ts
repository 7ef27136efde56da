import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/** Clusters of weighted colors: L, a, b of each center, and the center's number for each color. */
export type Clusters = {
  readonly centers: Float32Array
  readonly labels: Uint8Array
}

export type KMeansOptions = {
  /** At most this many centers (255 at most); fewer where there are fewer colors. */
  readonly count: number
  /** Rounds of Lloyd's algorithm after the first cut. */
  readonly rounds?: number
}

/**
 * The centers that weighted colors lie nearest to; a few may have none. Begins with the cluster of most squared error cut in
 * two along its principal axis, again and again (Orchard & Bouman 1991), and goes on with Lloyd's rounds. Takes no
 * chances: the same colors give the same centers. `lab` is L, a, b …, `weight` one number per color.
 */
export async function kMeans(
  lab: Float32Array,
  weight: Float64Array,
  { count, rounds = 12 }: KMeansOptions,
  pace: Pace = unpaced,
): Promise<Clusters> {
  const colors = weight.length
  const wanted = Math.max(1, Math.min(count, 255))
  const labels = new Uint8Array(colors)
  const sums = new Float64Array(wanted * 4)
  const clusters: Cluster[] = [measure(lab, weight, labels, 0)]
  while (clusters.length < wanted) {
    let worst = 0
    for (let k = 1; k < clusters.length; k++) if (clusters[k].error > clusters[worst].error) worst = k
    if (!(clusters[worst].error > 1e-9)) break
    const next = clusters.length
    cut(lab, labels, worst, next, clusters[worst])
    clusters[worst] = measure(lab, weight, labels, worst)
    clusters.push(measure(lab, weight, labels, next))
    await pace(colors * 30)
  }
  const found = clusters.length
  const centers = new Float32Array(found * 3)
  clusters.forEach(({ mean }, k) => {
    centers.set(mean, k * 3)
  })
  for (let round = 0; round < rounds; round++) {
    const moved = assign(lab, labels, centers)
    await pace(colors * found * 3)
    if (moved === 0 && round > 0) break
    recenter(lab, weight, labels, centers, sums)
  }
  assign(lab, labels, centers)
  return { centers, labels }
}

/** The number of the center nearest to a color. */
export function nearestCenter(centers: Float32Array, lightness: number, a: number, b: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k * 3 < centers.length; k++) {
    const dl = centers[k * 3] - lightness
    const da = centers[k * 3 + 1] - a
    const db = centers[k * 3 + 2] - b
    const distance = dl * dl + da * da + db * db
    if (distance >= least) continue
    least = distance
    best = k
  }
  return best
}

type Cluster = {
  readonly mean: [number, number, number]
  /** The direction in which its colors differ most. */
  readonly axis: [number, number, number]
  /** Squared distances from the mean along that axis, weighted. */
  readonly error: number
}

function measure(lab: Float32Array, weight: Float64Array, labels: Uint8Array, name: number): Cluster {
  let total = 0
  const mean: [number, number, number] = [0, 0, 0]
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== name) continue
    total += weight[i]
    for (let d = 0; d < 3; d++) mean[d] += weight[i] * lab[i * 3 + d]
  }
  if (total === 0) return { mean, axis: [1, 0, 0], error: 0 }
  for (let d = 0; d < 3; d++) mean[d] /= total
  const spread = new Float64Array(6)
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== name) continue
    const l = lab[i * 3] - mean[0]
    const a = lab[i * 3 + 1] - mean[1]
    const b = lab[i * 3 + 2] - mean[2]
    const w = weight[i]
    spread[0] += w * l * l
    spread[1] += w * l * a
    spread[2] += w * l * b
    spread[3] += w * a * a
    spread[4] += w * a * b
    spread[5] += w * b * b
  }
  const axis = principalAxis(spread)
  return { mean, axis, error: quadratic(spread, axis) }
}

/** The eigenvector of the largest eigenvalue of a symmetric 3 × 3 matrix (xx, xy, xz, yy, yz, zz), by power iteration. */
function principalAxis([xx, xy, xz, yy, yz, zz]: Float64Array): [number, number, number] {
  let axis: [number, number, number] = xx >= yy && xx >= zz ? [1, 0, 0] : yy >= zz ? [0, 1, 0] : [0, 0, 1]
  for (let step = 0; step < 16; step++) {
    const [x, y, z] = axis
    const next = [xx * x + xy * y + xz * z, xy * x + yy * y + yz * z, xz * x + yz * y + zz * z]
    const length = Math.sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2])
    if (length === 0) return axis
    axis = [next[0] / length, next[1] / length, next[2] / length]
  }
  return axis
}

function quadratic([xx, xy, xz, yy, yz, zz]: Float64Array, [x, y, z]: [number, number, number]): number {
  return xx * x * x + yy * y * y + zz * z * z + 2 * (xy * x * y + xz * x * z + yz * y * z)
}

function cut(lab: Float32Array, labels: Uint8Array, name: number, next: number, cluster: Cluster): void {
  const { mean, axis } = cluster
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== name) continue
    const along =
      (lab[i * 3] - mean[0]) * axis[0] +
      (lab[i * 3 + 1] - mean[1]) * axis[1] +
      (lab[i * 3 + 2] - mean[2]) * axis[2]
    if (along > 0) labels[i] = next
  }
}

/** Labels every color with its nearest center; answers how many labels changed. */
function assign(lab: Float32Array, labels: Uint8Array, centers: Float32Array): number {
  let moved = 0
  for (let i = 0; i < labels.length; i++) {
    const best = nearestCenter(centers, lab[i * 3], lab[i * 3 + 1], lab[i * 3 + 2])
    if (best === labels[i]) continue
    labels[i] = best
    moved++
  }
  return moved
}

/** Moves every center to the mean of its colors; one without any stays. */
function recenter(
  lab: Float32Array,
  weight: Float64Array,
  labels: Uint8Array,
  centers: Float32Array,
  sums: Float64Array,
): void {
  sums.fill(0)
  for (let i = 0; i < labels.length; i++) {
    const at = labels[i] * 4
    sums[at] += weight[i] * lab[i * 3]
    sums[at + 1] += weight[i] * lab[i * 3 + 1]
    sums[at + 2] += weight[i] * lab[i * 3 + 2]
    sums[at + 3] += weight[i]
  }
  for (let k = 0; k * 3 < centers.length; k++) {
    const total = sums[k * 4 + 3]
    if (total === 0) continue
    for (let d = 0; d < 3; d++) centers[k * 3 + d] = sums[k * 4 + d] / total
  }
}
