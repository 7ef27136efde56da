import { z } from 'zod'
import { seededRandom } from '../geometry/random.ts'
import { triangulate } from '../geometry/triangulate.ts'
import { bilateral } from '../raster/bilateral.ts'
import { gradient } from '../raster/gradient.ts'
import { inTurns, type Pace } from '../raster/pace.ts'
import { samplePlane } from '../raster/plane.ts'
import { resizePlane } from '../raster/resize.ts'
import type { Recipe } from '../recipe.ts'
import type { Scene, Style } from '../style.ts'
import type { Plane, Stroke } from '../types.ts'
import { spreadPoints } from './voronoi.ts'
import { inkFor } from './wanted-ink.ts'

/** A net of triangles, each hatched in its own tone. */
export const lowpolySchema = z
  .strictObject({
    points: z.number().int().min(3).max(20_000).optional().describe('About how many corners the net has'),
    hatched: z.boolean().default(true).describe('Whether the triangles are shaded'),
    spacingMm: z.number().min(0.15).max(20).optional().describe('Distance of the densest lines'),
  })
  .prefault({})

/** Pixels per corner, and the most along the longest side, of the plane that corners are placed on. */
const pixelsPerCorner = 64
const mostPx = 500
const rounds = 10

export const lowpoly: Style = {
  name: 'lowpoly',
  label: 'Low poly',
  sentence: 'A net of triangles, small where there is much to see, each shaded in one direction.',
  source: 'Delaunay triangles (Lawson 1977) over points spread by edges (Deussen, Spicker & Zheng 2017)',
  stages: ['trace', 'fill'],
  presets: [
    { name: 'facets', label: 'Facets', recipe: { style: 'lowpoly' } },
    { name: 'wireframe', label: 'Wireframe', recipe: { style: 'lowpoly', lowpoly: { hatched: false } } },
    { name: 'large-facets', label: 'Large facets', recipe: { style: 'lowpoly', knobs: { detail: 0.1 } } },
  ],
  async draw(scene, recipe, run) {
    const net = await run.stage('trace', ({ pace, progress }) => netOf(scene, recipe, pace, progress))
    return run.stage('fill', ({ pace }) => shadeNet(net, scene, recipe, pace))
  },
}

type Net = {
  /** In pixels of the scene. */
  readonly points: Float64Array
  readonly triangles: Uint32Array
}

/** Corners by edges and a little everywhere, on the border too, and the triangles between them. */
async function netOf(
  scene: Scene,
  recipe: Recipe,
  pace: Pace,
  progress: (share: number) => void,
): Promise<Net> {
  const wanted = recipe.lowpoly.points ?? Math.round(1300 * 4 ** (2 * recipe.knobs.detail - 1))
  const area = scene.shade.width * scene.shade.height
  const scale = Math.min(
    1,
    mostPx / Math.max(scene.shade.width, scene.shade.height),
    Math.sqrt((pixelsPerCorner * wanted) / area),
  )
  const width = Math.max(1, Math.round(scene.shade.width * scale))
  const height = Math.max(1, Math.round(scene.shade.height * scale))
  const tone = await bilateral(await resizePlane(scene.shade, width, height, pace), 4, 0.12, pace)
  const density = await cornersPerPixel(tone, wanted, pace)
  const random = seededRandom(recipe.seed)
  const inner = await spreadPoints(density, { rounds, random, progress }, pace)
  const across = Math.max(2, Math.round(Math.sqrt((wanted * width) / height) / 2))
  const down = Math.max(2, Math.round(Math.sqrt((wanted * height) / width) / 2))
  const border: number[] = []
  for (let i = 0; i < across; i++) border.push((i / across) * width, 0, ((i + 1) / across) * width, height)
  for (let i = 0; i < down; i++) border.push(0, ((i + 1) / down) * height, width, (i / down) * height)
  const points = Float64Array.from([...border, ...inner])
  for (let i = 0; i < points.length; i += 2) {
    points[i] = Math.min(points[i] * (scene.shade.width / width), scene.shade.width)
    points[i + 1] = Math.min(points[i + 1] * (scene.shade.height / height), scene.shade.height)
  }
  return { points, triangles: await inTurns(triangulate(points), pace) }
}

async function cornersPerPixel(tone: Plane, wanted: number, pace: Pace): Promise<Plane> {
  const slope = await gradient(tone, pace)
  const data = new Float32Array(tone.data.length)
  let total = 0
  for (let i = 0; i < data.length; i++) {
    data[i] = (slope.dx[i] * slope.dx[i] + slope.dy[i] * slope.dy[i]) ** 0.4
    total += data[i]
  }
  // Even surfaces get some corners too; bare paper needs none of its own.
  const everywhere = (0.35 * total) / data.length
  let sum = 0
  for (let i = 0; i < data.length; i++) {
    data[i] += tone.data[i] < 0.985 ? everywhere : everywhere * 0.03
    sum += data[i]
  }
  if (sum === 0) return { width: tone.width, height: tone.height, data }
  for (let i = 0; i < data.length; i++) data[i] = Math.min(0.5, (data[i] * wanted) / sum)
  return { width: tone.width, height: tone.height, data }
}

/** The sides of the triangles that are not bare paper, each once, and their hatching. */
async function shadeNet(
  { points, triangles }: Net,
  scene: Scene,
  recipe: Recipe,
  pace: Pace,
): Promise<Stroke[]> {
  const { mmPerPx, xMm, yMm } = scene.place
  const penMm = recipe.pens[0].widthMm
  const spacingMm = recipe.lowpoly.spacingMm ?? penMm * 1.4 * 2.4 ** (1 - 2 * recipe.knobs.density)
  const shades = meanShades(scene.shade, points, triangles)
  const most = Math.min(0.92, penMm / spacingMm)
  const ink = inkFor({ width: shades.length, height: 1, data: shades }, recipe, {
    most,
    threshold: 0.93,
  }).data
  const strokes: Stroke[] = []
  const drawn = new Set<number>()
  const at = (id: number): [number, number] => [
    points[id * 2] * mmPerPx + xMm,
    points[id * 2 + 1] * mmPerPx + yMm,
  ]
  const { mask } = scene
  const isGround = (id: number) =>
    mask !== null &&
    recipe.isolate.background === 'drop' &&
    samplePlane(mask, points[id * 2], points[id * 2 + 1]) < 0.02
  for (let t = 0; t < shades.length; t++) {
    const ids = [...triangles.subarray(t * 3, t * 3 + 3)]
    if (shades[t] > 0.97 || ids.some(isGround)) continue
    for (let k = 0; k < 3; k++) {
      const [a, b] = [ids[k], ids[(k + 1) % 3]]
      const name = Math.min(a, b) * (points.length / 2) + Math.max(a, b)
      if (drawn.has(name)) continue
      drawn.add(name)
      strokes.push({ points: Float64Array.of(...at(a), ...at(b)), closed: false })
    }
    if (recipe.lowpoly.hatched && ink[t] > 0.02) strokes.push(...hatchTriangle(ids.map(at), penMm / ink[t]))
    if (t % 64 === 0) await pace(64 * 8000)
  }
  return strokes
}

/** The mean shade of each triangle, from places inside it. */
function meanShades(shade: Plane, points: Float64Array, triangles: Uint32Array): Float32Array {
  const places = 6
  return Float32Array.from({ length: triangles.length / 3 }, (_, t) => {
    const [a, b, c] = triangles.subarray(t * 3, t * 3 + 3)
    let sum = 0
    let count = 0
    for (let i = 0; i < places; i++) {
      for (let j = 0; i + j < places; j++) {
        const [u, v] = [(i + 1 / 3) / places, (j + 1 / 3) / places]
        const x = points[a * 2] * (1 - u - v) + points[b * 2] * u + points[c * 2] * v
        const y = points[a * 2 + 1] * (1 - u - v) + points[b * 2 + 1] * u + points[c * 2 + 1] * v
        sum += samplePlane(shade, x, y)
        count++
      }
    }
    return sum / count
  })
}

/** Lines along the longest side of a triangle, `spacingMm` apart, the first half of that from the side. */
function hatchTriangle(corners: readonly (readonly [number, number])[], spacingMm: number): Stroke[] {
  const lengths = corners.map(([x, y], k) => {
    const [nextX, nextY] = corners[(k + 1) % 3]
    return (nextX - x) ** 2 + (nextY - y) ** 2
  })
  const first = lengths.indexOf(Math.max(...lengths))
  const [[ax, ay], [bx, by], [cx, cy]] = [0, 1, 2].map((k) => corners[(first + k) % 3])
  const base = Math.sqrt(lengths[first])
  const height = Math.abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / Math.max(base, 1e-9)
  const strokes: Stroke[] = []
  for (let up = spacingMm / 2; up < height; up += spacingMm) {
    const share = up / height
    const [x1, y1] = [ax + (cx - ax) * share, ay + (cy - ay) * share]
    const [x2, y2] = [bx + (cx - bx) * share, by + (cy - by) * share]
    strokes.push({ points: Float64Array.of(x1, y1, x2, y2), closed: false })
  }
  return strokes
}
