import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/** Points in the unit of the plane they were made for: x0, y0, x1, y1 … */
export type Sites = Float64Array

export type RelaxOptions = {
  /** Rounds in all; in the last third of them no point comes or goes. */
  readonly rounds: number
  readonly random: () => number
  readonly progress?: (share: number) => void
}

/** A cell may hold this much more or less than one point's worth before it is split or dropped, first and last round. */
const slack = { first: 0.35, last: 0.7 }

/**
 * Spreads points so that each has the same weight around it and lies in the middle of it: Linde–Buzo–Gray stippling
 * (Deussen, Spicker & Zheng 2017) over a discrete Voronoi diagram (Secord 2002). `density` is points per pixel; about
 * as many points come out as it sums to. It begins with the density error-diffused, so that few rounds are enough.
 */
export async function spreadPoints(
  density: Plane,
  { rounds, random, progress = () => {} }: RelaxOptions,
  pace: Pace = unpaced,
): Promise<Sites> {
  const { width, height } = density
  const owners = new Int32Array(width * height)
  let sites = await diffuse(density, random, pace)
  for (let round = 0; round < rounds && sites.length > 0; round++) {
    await assignOwners(sites, owners, width, height, pace)
    const cells = measureCells(sites.length / 2, owners, density)
    await pace(owners.length * 6)
    const share = round / Math.max(1, rounds - 1)
    const limit = share < 0.67 ? slack.first + (slack.last - slack.first) * share : Number.POSITIVE_INFINITY
    sites = moveSites(cells, limit, width, height, random)
    progress((round + 1) / rounds)
  }
  return sites
}

/** Floyd & Steinberg 1976 over points per pixel, to and fro, with a threshold that trembles. */
async function diffuse({ width, height, data }: Plane, random: () => number, pace: Pace): Promise<Sites> {
  const found: number[] = []
  let here = new Float32Array(width + 2)
  let below = new Float32Array(width + 2)
  for (let y = 0; y < height; y++) {
    const step = y % 2 === 0 ? 1 : -1
    for (let k = 0; k < width; k++) {
      const x = step > 0 ? k : width - 1 - k
      const wanted = data[y * width + x] + here[x + 1]
      const isPoint = wanted > 0.25 + 0.5 * random()
      if (isPoint) found.push(x + random(), y + random())
      const error = wanted - (isPoint ? 1 : 0)
      here[x + 1 + step] += (error * 7) / 16
      below[x + 1 - step] += (error * 3) / 16
      below[x + 1] += (error * 5) / 16
      below[x + 1 + step] += error / 16
    }
    const done = here
    here = below
    below = done.fill(0)
    await pace(width * 40)
  }
  return Float64Array.from(found)
}

/**
 * The nearest site for each pixel, by sweeping down and up and passing sites on to neighbors (Danielsson 1980): exact
 * but for a pixel here and there. -1 where there is no site at all.
 */
async function assignOwners(
  sites: Sites,
  owners: Int32Array,
  width: number,
  height: number,
  pace: Pace,
): Promise<void> {
  owners.fill(-1)
  for (let id = 0; id * 2 < sites.length; id++) {
    const x = Math.min(width - 1, sites[id * 2] | 0)
    const y = Math.min(height - 1, sites[id * 2 + 1] | 0)
    owners[y * width + x] = id
  }
  const best = new Float32Array(width)
  for (let pass = 0; pass < 2; pass++) {
    const up = pass === 1
    for (let k = 0; k < height; k++) {
      const y = up ? height - 1 - k : k
      const row = y * width
      const before = k === 0 ? -1 : up ? row + width : row - width
      const cy = y + 0.5
      for (let x = 0; x < width; x++) {
        const own = owners[row + x]
        best[x] = own < 0 ? Number.POSITIVE_INFINITY : distanceTo(sites, own, x + 0.5, cy)
        if (before < 0) continue
        for (let nx = x > 0 ? x - 1 : 0; nx <= x + 1 && nx < width; nx++) {
          const other = owners[before + nx]
          if (other < 0 || other === owners[row + x]) continue
          const distance = distanceTo(sites, other, x + 0.5, cy)
          if (distance >= best[x]) continue
          best[x] = distance
          owners[row + x] = other
        }
      }
      sweepRow(sites, owners, best, row, width, cy)
      await pace(width * 24)
    }
  }
}

/** Passes owners on along a row, to the right and then to the left. */
function sweepRow(
  sites: Sites,
  owners: Int32Array,
  best: Float32Array,
  row: number,
  width: number,
  cy: number,
): void {
  for (let x = 1; x < width; x++) {
    const other = owners[row + x - 1]
    if (other < 0 || other === owners[row + x]) continue
    const distance = distanceTo(sites, other, x + 0.5, cy)
    if (distance >= best[x]) continue
    best[x] = distance
    owners[row + x] = other
  }
  for (let x = width - 2; x >= 0; x--) {
    const other = owners[row + x + 1]
    if (other < 0 || other === owners[row + x]) continue
    const distance = distanceTo(sites, other, x + 0.5, cy)
    if (distance >= best[x]) continue
    best[x] = distance
    owners[row + x] = other
  }
}

function distanceTo(sites: Sites, id: number, x: number, y: number): number {
  const dx = sites[id * 2] - x
  const dy = sites[id * 2 + 1] - y
  return dx * dx + dy * dy
}

/** Per cell: weight, its first moments and its second ones, six numbers each. */
function measureCells(count: number, owners: Int32Array, { width, height, data }: Plane): Float64Array {
  const cells = new Float64Array(count * 6)
  for (let y = 0, i = 0; y < height; y++) {
    const cy = y + 0.5
    for (let x = 0; x < width; x++, i++) {
      const at = owners[i] * 6
      const weight = data[i]
      if (at < 0 || weight === 0) continue
      const wx = weight * (x + 0.5)
      const wy = weight * cy
      cells[at] += weight
      cells[at + 1] += wx
      cells[at + 2] += wy
      cells[at + 3] += wx * (x + 0.5)
      cells[at + 4] += wx * cy
      cells[at + 5] += wy * cy
    }
  }
  return cells
}

/** Sites at the centers of their cells; cells too heavy get two, along their longer axis, cells too light none. */
function moveSites(
  cells: Float64Array,
  limit: number,
  width: number,
  height: number,
  random: () => number,
): Sites {
  const moved: number[] = []
  const place = (x: number, y: number) =>
    moved.push(Math.min(Math.max(x, 0), width - 1e-6), Math.min(Math.max(y, 0), height - 1e-6))
  for (let at = 0; at < cells.length; at += 6) {
    const weight = cells[at]
    if (weight <= 1e-9 || weight < 1 - limit) continue
    const x = cells[at + 1] / weight
    const y = cells[at + 2] / weight
    if (weight <= 1 + limit) {
      place(x, y)
      continue
    }
    const half = (cells[at + 3] / weight - x * x - cells[at + 5] / weight + y * y) / 2
    const mixed = cells[at + 4] / weight - x * y
    const root = Math.sqrt(half * half + mixed * mixed)
    const angle = root > 1e-9 ? 0.5 * Math.atan2(mixed, half) : random() * Math.PI
    const spread = cells[at + 3] / weight - x * x + cells[at + 5] / weight - y * y
    const reach = Math.sqrt(Math.max(0.05, spread / 2 + root)) * 0.9
    place(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach)
    place(x - Math.cos(angle) * reach, y - Math.sin(angle) * reach)
  }
  return Float64Array.from(moved)
}
