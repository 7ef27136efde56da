import type { Plane } from '../types.ts'
import { type Pace, unpaced } from './pace.ts'
import { createPlane } from './plane.ts'

/**
 * Smooths inside regions and keeps their edges: the bilateral filter on a coarse grid of place and tone
 * (Chen, Paris & Durand 2007). `sigmaPx` is the reach in the plane, `sigmaTone` the step that counts as
 * an edge, in the plane's own unit (0 … 1). O(n) whatever the reach.
 */
export async function bilateral(
  plane: Plane,
  sigmaPx: number,
  sigmaTone: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  const { width, height, data } = plane
  const cell = Math.max(1, sigmaPx)
  const columns = Math.ceil(width / cell) + 4
  const rows = Math.ceil(height / cell) + 4
  const tones = Math.ceil(1 / sigmaTone) + 5
  const step = columns * tones
  const sum = new Float32Array(rows * step)
  const count = new Float32Array(rows * step)
  for (let y = 0; y < height; y++) {
    const row = Math.round(y / cell + 1.5) * step
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x]
      const tone = Math.min(Math.max(value, 0), 1) / sigmaTone
      const at = row + Math.round(x / cell + 1.5) * tones + Math.round(tone + 1.5)
      sum[at] += value
      count[at] += 1
    }
    await pace(width * 6)
  }
  for (const grid of [sum, count]) {
    for (const stride of [1, tones, step]) {
      blurGrid(grid, stride)
      await pace(grid.length * 4)
    }
  }
  const out = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    sliceRow(data, out.data, y, width, cell, sigmaTone, sum, count, tones, step)
    await pace(width * 20)
  }
  return out
}

/** The 1-2-1 kernel twice along one axis, in place; the grid's rim is empty, so running over row ends does no harm. */
function blurGrid(grid: Float32Array, stride: number): void {
  const previous = new Float32Array(stride)
  for (let pass = 0; pass < 2; pass++) {
    previous.fill(0)
    let slot = 0
    for (let i = 0; i < grid.length - stride; i++) {
      const here = grid[i]
      grid[i] = 0.25 * (previous[slot] + grid[i + stride]) + 0.5 * here
      previous[slot] = here
      slot = slot + 1 === stride ? 0 : slot + 1
    }
  }
}

function sliceRow(
  data: Float32Array,
  out: Float32Array,
  y: number,
  width: number,
  cell: number,
  sigmaTone: number,
  sum: Float32Array,
  count: Float32Array,
  tones: number,
  step: number,
): void {
  const v = y / cell + 1.5
  const row = v | 0
  const fy = v - row
  for (let x = 0; x < width; x++) {
    const value = data[y * width + x]
    const u = x / cell + 1.5
    const t = Math.min(Math.max(value, 0), 1) / sigmaTone + 1.5
    const column = u | 0
    const tone = t | 0
    const fx = u - column
    const ft = t - tone
    const at = row * step + column * tones + tone
    let total = 0
    let weight = 0
    for (let corner = 0; corner < 4; corner++) {
      const share = (corner & 1 ? fx : 1 - fx) * (corner & 2 ? fy : 1 - fy)
      const k = at + (corner & 1 ? tones : 0) + (corner & 2 ? step : 0)
      total += share * ((1 - ft) * sum[k] + ft * sum[k + 1])
      weight += share * ((1 - ft) * count[k] + ft * count[k + 1])
    }
    out[y * width + x] = weight > 1e-6 ? total / weight : value
  }
}
