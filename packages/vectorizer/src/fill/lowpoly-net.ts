import type { Plane, Stroke } from '@plotline/strokes'
import { triangulate } from '@plotline/strokes/geometry/areas/triangulate'
import { inTurns, type Pace } from '@plotline/strokes/geometry/pace'
import { strokeLength } from '@plotline/strokes/geometry/polyline'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { inkDistance } from '../edges/distance.ts'
import { bilateral } from '../raster/bilateral.ts'
import { colorAt } from '../raster/color-at.ts'
import { gradient } from '../raster/gradient.ts'
import { resizePlane } from '../raster/resize.ts'
import type { Scene } from '../style.ts'
import { resampleChain } from '../trace/smooth.ts'
import { spreadPoints } from './dots/voronoi.ts'

/** Pixels per corner, and the most along the longest side, of the plane that corners are placed on. */
const pixelsPerCorner = 64
const mostPx = 500
const rounds = 10
/** The share of the corners that lie between the contours at least, however many there are on them. */
const leastInner = 0.35
/** How far apart corners on a contour are, and at least are from any other, as shares of the mean distance. */
const along = { apart: 0.6, least: 0.33 }

export type Net = {
  /** In pixels of the plane it was spanned over. */
  readonly points: Float64Array
  readonly triangles: Uint32Array
}

/** The size of the plane that corners are placed on, about how many there are to be, and their mean distance. */
export type NetPlan = {
  readonly corners: number
  readonly width: number
  readonly height: number
  readonly apartPx: number
  /** Whether triangles are to be shaded; if not, there are the more of them the darker it is. */
  readonly isShaded: boolean
}

export function planNet({ shade }: Scene, corners: number, isShaded: boolean): NetPlan {
  const area = shade.width * shade.height
  const scale = Math.min(
    1,
    mostPx / Math.max(shade.width, shade.height),
    Math.sqrt((pixelsPerCorner * corners) / area),
  )
  const width = Math.max(1, Math.round(shade.width * scale))
  const height = Math.max(1, Math.round(shade.height * scale))
  return { corners, width, height, apartPx: Math.sqrt((width * height) / corners), isShaded }
}

/** The scene at the size of the plan. */
export async function shrunken(scene: Scene, { width, height }: NetPlan, pace: Pace): Promise<Scene> {
  const resized = (plane: Plane) => resizePlane(plane, width, height, pace)
  const scale = width / scene.shade.width
  const { mmPerPx, xMm, yMm } = scene.place
  return {
    ...scene,
    light: await resized(scene.light),
    shade: await resized(scene.shade),
    mask: scene.mask && (await resized(scene.mask)),
    edges: null,
    noise: scene.noise * scale,
    place: { mmPerPx: mmPerPx / scale, xMm, yMm },
    color: async (pace) => colorAt(await scene.color(pace), width, height, pace),
  }
}

/**
 * Corners on the contours, so that triangles end where things do, on the border and, by what there is to see, between
 * them, with the triangles that join them (Delaunay). Contours are in pixels of the plane.
 */
export async function spanNet(
  shade: Plane,
  contours: readonly Stroke[],
  plan: NetPlan,
  { seed, progress }: { readonly seed: number; readonly progress: (share: number) => void },
  pace: Pace,
): Promise<Net> {
  const border = cornersOnBorder(plan)
  const rim = cornersOn(contours, plan, border)
  const corners = Math.max(plan.corners * leastInner, plan.corners - rim.length / 2)
  const tone = await bilateral(shade, 4, 0.12, pace)
  const weights = plan.isShaded ? await weightsByDetail(tone, rim, plan, pace) : weightsByTone(tone)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const density = {
    ...tone,
    data: weights.map((weight) => (sum > 0 ? Math.min(0.5, (weight * corners) / sum) : 0)),
  }
  const inner = await spreadPoints(density, { rounds, random: seededRandom(seed), progress }, pace)
  const points = Float64Array.from([...border, ...rim, ...inner])
  return { points, triangles: await inTurns(triangulate(points), pace) }
}

function cornersOnBorder({ width, height, apartPx }: NetPlan): number[] {
  const across = Math.max(2, Math.round(width / apartPx / 2))
  const down = Math.max(2, Math.round(height / apartPx / 2))
  const border: number[] = []
  for (let i = 0; i < across; i++) border.push((i / across) * width, 0, ((i + 1) / across) * width, height)
  for (let i = 0; i < down; i++) border.push(0, ((i + 1) / down) * height, width, (i / down) * height)
  return border
}

/** Points on lines, the longest line first, none too near to another or to one that is taken. */
function cornersOn(
  lines: readonly Stroke[],
  { width, height, apartPx }: NetPlan,
  taken: readonly number[],
): number[] {
  const room = createRoom(along.least * apartPx, width)
  for (let i = 0; i < taken.length; i += 2) room.take(taken[i], taken[i + 1])
  const corners: number[] = []
  for (const line of lines.toSorted((a, b) => strokeLength(b) - strokeLength(a))) {
    const strength = new Float32Array(line.points.length / 2)
    const { points } = resampleChain({ ...line, strength }, along.apart * apartPx)
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [points[i], points[i + 1]]
      if (x >= 0 && y >= 0 && x <= width && y <= height && room.take(x, y)) corners.push(x, y)
    }
  }
  return corners
}

/** Places no nearer than `leastPx` to each other: `take` answers whether there was room. */
function createRoom(leastPx: number, width: number) {
  const columns = Math.ceil(width / leastPx) + 3
  const cells = new Map<number, number[]>()
  return {
    take(x: number, y: number): boolean {
      const cell = Math.floor(y / leastPx) * columns + Math.floor(x / leastPx)
      for (let near = cell - columns; near <= cell + columns; near += columns) {
        for (const other of [near - 1, near, near + 1]) {
          const found = cells.get(other) ?? []
          for (let k = 0; k < found.length; k += 2) {
            if ((found[k] - x) ** 2 + (found[k + 1] - y) ** 2 < leastPx * leastPx) return false
          }
        }
      }
      cells.set(cell, [...(cells.get(cell) ?? []), x, y])
      return true
    },
  }
}

/** Where corners belong between contours: where there is most to see and near them, but not beside their own corners. */
async function weightsByDetail(
  tone: Plane,
  rim: readonly number[],
  { width, height, apartPx }: NetPlan,
  pace: Pace,
): Promise<Float32Array> {
  const slope = await gradient(tone, pace)
  const weights = tone.data.map((_, i) => (slope.dx[i] * slope.dx[i] + slope.dy[i] * slope.dy[i]) ** 0.4)
  // Where nothing is to be seen at all, corners lie evenly.
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length || 1
  const away = await distanceFrom(rim, width, height, pace)
  return weights.map((weight, i) => {
    const far = away[i] / apartPx
    if (far < 0.5) return 0
    // Even surfaces get some corners too; bare paper needs none of its own.
    const everywhere = (tone.data[i] < 0.985 ? 0.35 : 0.03) * mean
    return (0.5 * weight + everywhere) / (0.6 + 0.4 * Math.min(far, 6)) ** 2
  })
}

/** So many that the sides of the triangles tell the tone: their length on an area grows with the root of their number. */
function weightsByTone({ data }: Plane): Float32Array {
  return data.map((tone) => (1.06 - tone) ** 2)
}

/** How far each pixel is from the nearest of these points, in pixels; all are far where there is none. */
async function distanceFrom(
  points: readonly number[],
  width: number,
  height: number,
  pace: Pace,
): Promise<Float32Array> {
  const isBare = new Uint8Array(width * height).fill(1)
  for (let i = 0; i < points.length; i += 2) {
    const x = Math.min(width - 1, Math.floor(points[i]))
    const y = Math.min(height - 1, Math.floor(points[i + 1]))
    isBare[y * width + x] = 0
  }
  return (await inkDistance(isBare, width, height, pace, Number.POSITIVE_INFINITY)).data
}
