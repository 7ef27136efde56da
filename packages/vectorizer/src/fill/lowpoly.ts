import type { Plane, Stroke } from '@plotline/strokes'
import { transformStroke } from '@plotline/strokes/geometry/polyline'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { z } from 'zod'
import type { Pace } from '../raster/pace.ts'
import type { Recipe } from '../recipe.ts'
import type { Scene, Style } from '../style.ts'
import { drawLines } from '../trace/lines.ts'
import { type Net, type NetPlan, planNet, shrunken, spanNet } from './lowpoly-net.ts'
import { inkFor } from './wanted-ink.ts'

/** A net of triangles, each hatched in its own tone. */
export const lowpolySchema = z
  .strictObject({
    points: z.number().int().min(3).max(20_000).optional().describe('About how many corners the net has'),
    hatched: z.boolean().default(true).describe('Whether the triangles are shaded'),
    spacingMm: z.number().min(0.15).max(20).optional().describe('Distance of the densest lines'),
  })
  .prefault({})

/** About how many corners the net has at medium detail; without hatching its sides are all there is to tell the tone. */
const usualCorners = { hatched: 800, bare: 2400 }

export const lowpoly: Style = {
  name: 'lowpoly',
  label: 'Low poly',
  sentence:
    'A net of triangles along the contours, small where there is much to see, each shaded in one direction.',
  source:
    'Delaunay triangles (Lawson 1977) over corners on contours (Gai & Wang 2016) and between them (Deussen et al. 2017)',
  stages: ['edges', 'trace', 'fill'],
  presets: [
    { name: 'facets', label: 'Facets', recipe: { style: 'lowpoly' } },
    { name: 'wireframe', label: 'Wireframe', recipe: { style: 'lowpoly', lowpoly: { hatched: false } } },
    { name: 'large-facets', label: 'Large facets', recipe: { style: 'lowpoly', knobs: { detail: 0.1 } } },
  ],
  async draw(scene, recipe, run) {
    const plan = planNet(scene, cornersOf(recipe), recipe.lowpoly.hatched)
    const small = await shrunken(scene, plan, run.pace)
    const { mmPerPx, xMm, yMm } = small.place
    const contours = await drawLines(small, contoursOf(recipe, plan, mmPerPx), run)
    return run.stage('fill', async ({ pace, progress }) => {
      const lines = contours.map((line) => transformStroke(line, 1 / mmPerPx, -xMm / mmPerPx, -yMm / mmPerPx))
      const net = await spanNet(small.shade, lines, plan, { seed: recipe.seed, progress }, pace)
      return shadeNet(net, small, recipe, pace)
    })
  },
}

function cornersOf({ lowpoly: { points, hatched }, knobs }: Recipe): number {
  return points ?? Math.round(usualCorners[hatched ? 'hatched' : 'bare'] * 4 ** (2 * knobs.detail - 1))
}

/** How the contours are found that corners are set on: those that are longer than the side of a triangle. */
function contoursOf(recipe: Recipe, { apartPx }: NetPlan, mmPerPx: number): Recipe {
  return { ...recipe, lines: { detector: 'canny', minLengthMm: apartPx * mmPerPx } }
}

/** The most ink that the hatching of a triangle lays, as a share of paper. */
export function mostOfFacets({ lowpoly: { spacingMm }, pens: [pen], knobs }: Recipe): number {
  return Math.min(0.92, pen.widthMm / (spacingMm ?? pen.widthMm * 1.4 * 2.4 ** (1 - 2 * knobs.density)))
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
  const shades = meanShades(scene.shade, points, triangles)
  const most = mostOfFacets(recipe)
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
    const corners = ids.map(at)
    const side = sideInk(corners, penMm)
    const left = (ink[t] - side) / Math.max(0.1, 1 - side)
    if (recipe.lowpoly.hatched && left > 0.02) strokes.push(...hatchTriangle(corners, penMm / left))
    if (t % 64 === 0) await pace(64 * 8000)
  }
  return strokes
}

/** The share of a triangle that its sides ink, each shared with a neighbor. */
function sideInk([[ax, ay], [bx, by], [cx, cy]]: [number, number][], penMm: number): number {
  const around = Math.hypot(bx - ax, by - ay) + Math.hypot(cx - bx, cy - by) + Math.hypot(ax - cx, ay - cy)
  const area = Math.abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2
  return Math.min(1, (around * penMm) / 2 / Math.max(area, 1e-9))
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
