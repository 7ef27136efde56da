import type { Pen, Plane, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { transformStroke } from '@plotline/strokes/geometry/polyline'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { z } from 'zod'
import { asUsual, type Canvas, inkLength, type Marks, straight } from '../cost-marks.ts'
import type { Knobs } from '../knobs.ts'
import type { Scene, Style } from '../style.ts'
import { drawLines } from '../trace/lines.ts'
import { type Net, planNet, shrunken, spanNet } from './lowpoly-net.ts'
import { inkFor } from './wanted-ink.ts'

/** A net of triangles, each hatched in its own tone. */
export const lowpolySchema = z
  .strictObject({
    points: z.number().int().min(3).max(20_000).optional().describe('About how many corners the net has'),
    hatched: z.boolean().default(true).describe('Whether the triangles are shaded'),
    spacingMm: z.number().min(0.15).max(20).optional().describe('Distance of the densest lines'),
  })
  .prefault({})
type Lowpoly = z.output<typeof lowpolySchema>

/** About how many corners the net has at medium detail; without hatching its sides are all there is to tell the tone. */
const usualCorners = { hatched: 800, bare: 2400 }

export const lowpoly: Style<'lowpoly', { lowpoly: typeof lowpolySchema }> = {
  name: 'lowpoly',
  label: 'Low poly',
  sentence:
    'A net of triangles along the contours, small where there is much to see, each shaded in one direction.',
  source:
    'Delaunay triangles (Lawson 1977) over corners on contours (Gai & Wang 2016) and between them (Deussen et al. 2017)',
  stages: ['edges', 'trace', 'fill'],
  parameters: { lowpoly: lowpolySchema },
  presets: [
    { name: 'facets', label: 'Facets', recipe: { style: 'lowpoly' } },
    { name: 'wireframe', label: 'Wireframe', recipe: { style: 'lowpoly', lowpoly: { hatched: false } } },
    { name: 'large-facets', label: 'Large facets', recipe: { style: 'lowpoly', knobs: { detail: 0.1 } } },
  ],
  count: ({ lowpoly: given }, pens, canvas) => countNet(given, pens, canvas),
  async draw(scene, { lowpoly: given }, pens, run) {
    const plan = planNet(scene, Math.round(cornersOf(given, scene.knobs)), given.hatched)
    const small = await shrunken(scene, plan, run.pace)
    const { mmPerPx, xMm, yMm } = small.place
    // Corners are set on contours that are longer than the side of a triangle.
    const longOnes = { detector: 'canny', minLengthMm: plan.apartPx * mmPerPx } as const
    const contours = await drawLines(small, longOnes, pens, run)
    return run.stage('fill', async ({ pace, progress }) => {
      const lines = contours.map((line) => transformStroke(line, 1 / mmPerPx, -xMm / mmPerPx, -yMm / mmPerPx))
      const net = await spanNet(small.shade, lines, plan, { seed: scene.seed, progress }, pace)
      return shadeNet(net, small, given, pens, pace)
    })
  },
}

function cornersOf({ points, hatched }: Lowpoly, { detail }: Knobs): number {
  return points ?? usualCorners[hatched ? 'hatched' : 'bare'] * 4 ** (2 * detail - 1)
}

function countNet(given: Lowpoly, pens: readonly Pen[], canvas: Canvas): Marks {
  const { areaMm2, knobs } = canvas
  const corners = cornersOf(given, knobs)
  const sides = 3 * corners
  if (!given.hatched) return straight(sides, 3)
  const blackMm = mostOfFacets(given, pens, knobs) / pens[0].widthMm
  const usual = { ...given, spacingMm: undefined }
  const usualMm = mostOfFacets(usual, pens, asUsual(knobs)) / pens[0].widthMm
  const sideMm = 1.2 * Math.sqrt(areaMm2 / corners)
  return straight(sides + inkLength(canvas, pens, blackMm, usualMm) / sideMm, 3)
}

/** The most ink that the hatching of a triangle lays, as a share of paper. */
function mostOfFacets({ spacingMm }: Lowpoly, [pen]: readonly Pen[], knobs: Knobs): number {
  return Math.min(0.92, pen.widthMm / (spacingMm ?? pen.widthMm * 1.4 * 2.4 ** (1 - 2 * knobs.density)))
}

/** The sides of the triangles that are not bare paper, each once, and their hatching. */
async function shadeNet(
  { points, triangles }: Net,
  scene: Scene,
  given: Lowpoly,
  pens: readonly Pen[],
  pace: Pace,
): Promise<Stroke[]> {
  const { mmPerPx, xMm, yMm } = scene.place
  const penMm = pens[0].widthMm
  const shades = meanShades(scene.shade, points, triangles)
  const most = mostOfFacets(given, pens, scene.knobs)
  const ink = inkFor({ width: shades.length, height: 1, data: shades }, pens, scene, {
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
    scene.background === 'drop' &&
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
    if (given.hatched && left > 0.02) strokes.push(...hatchTriangle(corners, penMm / left))
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
