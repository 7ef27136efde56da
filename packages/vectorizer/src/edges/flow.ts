import { gaussian } from '../raster/gaussian.ts'
import { gradient } from '../raster/gradient.ts'
import { type Pace, unpaced } from '../raster/pace.ts'
import { createPlane } from '../raster/plane.ts'
import type { Plane } from '../types.ts'

/** Per pixel the unit direction along which the image changes least; its sign means nothing. */
export type FlowField = {
  readonly width: number
  readonly height: number
  readonly x: Float32Array
  readonly y: Float32Array
  /** 0 where no direction stands out … 1 where there is only one. */
  readonly coherence: Float32Array
}

/** What lies this many times as far away still counts a little, each ring less: it decides where nothing is near. */
const farther = [
  { scale: 4, share: 0.03 },
  { scale: 16, share: 0.003 },
]

/**
 * The edge tangent flow: minor eigenvectors of the structure tensor averaged over `sigmaPx` (Kyprianidis & Kang 2011).
 * With `reach` even surfaces take their direction from the edges around them.
 */
export async function flowField(
  plane: Plane,
  sigmaPx: number,
  pace: Pace = unpaced,
  reach: 'near' | 'far' = 'near',
): Promise<FlowField> {
  const { width, height } = plane
  const slope = await gradient(await gaussian(plane, 1, pace), pace)
  const product = async (a: Float32Array, b: Float32Array) => {
    const out = createPlane(width, height)
    for (let i = 0; i < a.length; i++) out.data[i] = a[i] * b[i]
    // Awaited by the caller one at a time: three blurs at once would need three times the memory.
    const near = await gaussian(out, sigmaPx, pace)
    if (reach === 'near') return near
    for (const { scale, share } of farther) {
      const far = await gaussian(out, sigmaPx * scale, pace)
      for (let i = 0; i < near.data.length; i++) near.data[i] += share * far.data[i]
    }
    return near
  }
  const xx = (await product(slope.dx, slope.dx)).data
  const xy = (await product(slope.dx, slope.dy)).data
  const yy = (await product(slope.dy, slope.dy)).data
  const field = {
    width,
    height,
    x: new Float32Array(xx.length),
    y: new Float32Array(xx.length),
    coherence: new Float32Array(xx.length),
  }
  for (let i = 0; i < xx.length; i++) {
    if (i % width === 0) await pace(width * 10)
    const half = (xx[i] - yy[i]) / 2
    const root = Math.sqrt(half * half + xy[i] * xy[i])
    const trace = xx[i] + yy[i]
    // (xy, -half - root) and (half - root, xy) are both the minor eigenvector; the longer one is the exact one.
    const flat = half < 0
    const u = flat ? half - root : -xy[i]
    const v = flat ? xy[i] : half + root
    const length = Math.sqrt(u * u + v * v)
    field.x[i] = length > 1e-12 ? u / length : 1
    field.y[i] = length > 1e-12 ? v / length : 0
    field.coherence[i] = trace > 1e-9 ? (2 * root) / trace : 0
  }
  return field
}

/** Averages a plane along the flow, `reachPx` to both sides with falling weight (line integral convolution). */
export async function smoothAlongFlow(
  plane: Plane,
  field: FlowField,
  reachPx: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  const { width, height } = plane
  const out = createPlane(width, height)
  const steps = Math.max(1, Math.round(reachPx))
  const weights = Float32Array.from({ length: steps + 1 }, (_, i) => Math.exp((-2 * i * i) / (steps * steps)))
  const sums = new Float64Array(2)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      sums[0] = plane.data[i]
      sums[1] = 1
      walk(plane, field, x, y, 1, weights, sums)
      walk(plane, field, x, y, -1, weights, sums)
      out.data[i] = sums[0] / sums[1]
    }
    await pace(width * steps * 12)
  }
  return out
}

/**
 * Adds value and weight of what lies along the flow to `sums`. Steps from pixel center to pixel center: the response
 * is smooth on that scale, and it is four times as fast as sampling between them.
 */
function walk(
  plane: Plane,
  field: FlowField,
  fromX: number,
  fromY: number,
  sign: number,
  weights: Float32Array,
  sums: Float64Array,
): void {
  const { width, height, data } = plane
  let x = fromX
  let y = fromY
  let tx = field.x[fromY * width + fromX] * sign
  let ty = field.y[fromY * width + fromX] * sign
  for (let step = 1; step < weights.length; step++) {
    x += tx
    y += ty
    const column = Math.round(x)
    const row = Math.round(y)
    if (column < 0 || row < 0 || column >= width || row >= height) return
    const i = row * width + column
    const along = field.x[i] * tx + field.y[i] * ty
    // A turn of more than 60° means another line: stop, so that corners stay corners.
    if (Math.abs(along) < 0.5) return
    tx = along < 0 ? -field.x[i] : field.x[i]
    ty = along < 0 ? -field.y[i] : field.y[i]
    sums[0] += weights[step] * data[i]
    sums[1] += weights[step]
  }
}
