import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'
import { gaussian } from '../raster/gaussian.ts'
import { gradient } from '../raster/gradient.ts'
import { resizePlane } from '../raster/resize.ts'
import { spreadBlocks } from '../raster/spread.ts'

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

/** Blocks within the scale of a blur that looks the same on them as on pixels. */
const fewestBlocks = 8

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
    if (reach === 'far') await addFarther(near, out, sigmaPx, pace)
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

/** The cosine of 60°. */
const mostTurn = 0.5

/** Adds what lies around: so smooth that a plane of blocks does. */
async function addFarther(near: Plane, plane: Plane, sigmaPx: number, pace: Pace): Promise<void> {
  const { width, height } = plane
  const block = Math.max(1, Math.floor((sigmaPx * farther[0].scale) / fewestBlocks))
  const coarse = await resizePlane(plane, Math.ceil(width / block), Math.ceil(height / block), pace)
  for (const { scale, share } of farther) {
    const far = await gaussian(coarse, (sigmaPx * scale) / block, pace)
    const spread = await spreadBlocks(far, width / coarse.width, width, height, pace)
    for (let i = 0; i < near.data.length; i++) near.data[i] += share * spread.data[i]
  }
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
  const path = createFlowPath(steps)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = plane.data[y * width + x]
      let weight = 1
      for (let sign = 1; sign >= -1; sign -= 2) {
        const length = followFlow(field, x, y, sign, mostTurn, path)
        for (let step = 0; step < length; step++) {
          sum += weights[step + 1] * plane.data[path.at[step]]
          weight += weights[step + 1]
        }
      }
      out.data[y * width + x] = sum / weight
    }
    await pace(width * steps * 12)
  }
  return out
}

/** What one comes by along the flow: pixels, and the unit direction in which one goes on from each. */
export type FlowPath = { readonly at: Int32Array; readonly x: Float32Array; readonly y: Float32Array }

export function createFlowPath(steps: number): FlowPath {
  return { at: new Int32Array(steps), x: new Float32Array(steps), y: new Float32Array(steps) }
}

/**
 * Follows the flow from a pixel, towards its direction or (`sign` -1) against it, until `path` is full or the border is
 * reached; answers how many steps. A turn whose cosine is below `sharpest` means another line, and stops too, so that
 * corners stay corners. Steps from pixel center to pixel center: what is averaged is smooth on that scale, and it is
 * four times as fast as sampling between them.
 */
export function followFlow(
  field: FlowField,
  fromX: number,
  fromY: number,
  sign: number,
  sharpest: number,
  path: FlowPath,
): number {
  const { width, height } = field
  const steps = path.at.length
  let x = fromX
  let y = fromY
  let tx = field.x[fromY * width + fromX] * sign
  let ty = field.y[fromY * width + fromX] * sign
  for (let step = 0; step < steps; step++) {
    x += tx
    y += ty
    const column = Math.round(x)
    const row = Math.round(y)
    if (column < 1 || row < 1 || column >= width - 1 || row >= height - 1) return step
    const i = row * width + column
    const along = field.x[i] * tx + field.y[i] * ty
    if (along < sharpest && along > -sharpest) return step
    tx = along < 0 ? -field.x[i] : field.x[i]
    ty = along < 0 ? -field.y[i] : field.y[i]
    path.at[step] = i
    path.x[step] = tx
    path.y[step] = ty
  }
  return steps
}
