import type { Pen, Plane, Stroke } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { transformStroke } from '@plotline/strokes/geometry/polyline'
import { z } from 'zod'
import { straight } from '../cost-marks.ts'
import { inkDistance } from '../edges/distance.ts'
import { createEdgeMap, type EdgeMap } from '../edges/edge-map.ts'
import { findInk, type Ink, type InkOptions } from '../edges/ink.ts'
import { thin } from '../edges/thin.ts'
import type { Scene, Style } from '../style.ts'
import { type Chain, chainLength, chainStrength } from './chain.ts'
import { bridgeChains } from './ends/bridge.ts'
import { traceGraph } from './graph.ts'
import { cleanSkeleton } from './skeleton/skeleton.ts'
import { type Strand, strandOf } from './skeleton/strand.ts'
import { weaveStrands } from './skeleton/weave.ts'
import { smoothChain } from './smooth.ts'
import { findSolids } from './solids.ts'

/** The middle of drawn marks. Unset values are picked from the image and the knobs. */
export const centerlineSchema = z
  .strictObject({
    ink: z.enum(['auto', 'dark', 'light']).default('auto').describe('Which marks are meant'),
    solidMm: z.number().min(0.2).max(1000).optional().describe('Wider marks are outlined instead'),
    minLengthMm: z.number().min(0).max(50).optional().describe('Shorter strokes are dropped'),
    gapMm: z.number().min(0).max(10).optional().describe('Gaps up to this are drawn through'),
  })
  .prefault({})
type Centerline = z.output<typeof centerlineSchema>

export const centerline: Style<'centerline', { centerline: typeof centerlineSchema }> = {
  name: 'centerline',
  label: 'Centerline',
  sentence: 'One stroke through the middle of every drawn mark: scans, ink, lettering and logos.',
  source:
    'Guo & Hall 1989, Felzenszwalb & Huttenlocher 2012; strokes through junctions after Noris et al. 2013',
  stages: ['edges', 'trace'],
  parameters: { centerline: centerlineSchema },
  presets: [
    { name: 'ink-drawing', label: 'Ink drawing', recipe: { style: 'centerline' } },
    {
      name: 'faint-pencil',
      label: 'Faint pencil',
      recipe: { style: 'centerline', knobs: { darkness: 0.75, smoothness: 0.65 } },
    },
    {
      name: 'lettering',
      label: 'Lettering',
      recipe: { style: 'centerline', centerline: { solidMm: 12 }, knobs: { smoothness: 0.35 } },
    },
  ],
  count: (_parameters, _pens, { pixels }) => straight(200 + pixels * 0.0009, 5),
  async draw(scene, { centerline: given }, pens, run) {
    const settings = pickSettings(scene, given, pens)
    const marks = await run.stage('edges', ({ pace, progress }) =>
      readMarks(scene.shade, settings, pace, progress),
    )
    return run.stage('trace', async ({ pace, progress }) => {
      const chains = await traceMarks(marks, settings, pace)
      progress(0.7)
      const { mmPerPx, xMm, yMm } = scene.place
      const strokes: Stroke[] = []
      for (const chain of chains) {
        const smooth = smoothChain(chain, settings.smoothPx)
        await pace(chain.strength.length * 50)
        strokes.push(transformStroke(smooth, mmPerPx, xMm, yMm))
      }
      return strokes
    })
  },
}

export type CenterlineOptions = InkOptions & {
  /** Marks wider than twice this are outlined; without it 2.6 times the usual width, within limits. */
  readonly solidRadiusPx?: number
  /** The least of those limits; the other is two and a half times it. */
  readonly leastSolidPx: number
  /** Shorter strokes are dropped. */
  readonly minLengthPx: number
  /** How long a stroke is that stands for a dot. */
  readonly dotPx: number
  /** Gaps up to this are drawn through where both sides go on in each other's direction. */
  readonly gapPx: number
}

function pickSettings({ place, knobs, noise }: Scene, given: Centerline, [pen]: readonly Pen[]) {
  const { mmPerPx } = place
  const coarse = 2 ** (2 - 4 * knobs.detail)
  return {
    ink: given.ink,
    reachPx: 4 / mmPerPx,
    darkness: knobs.darkness,
    noise,
    dirtPx: Math.max(3, (0.12 * coarse) / (mmPerPx * mmPerPx)),
    solidRadiusPx: given.solidMm === undefined ? undefined : given.solidMm / 2 / mmPerPx,
    leastSolidPx: Math.max(1.2, 4 * pen.widthMm) / mmPerPx,
    minLengthPx: (given.minLengthMm ?? 0.9 * Math.sqrt(coarse)) / mmPerPx,
    dotPx: 0.45 / mmPerPx,
    gapPx: (given.gapMm ?? 1) / mmPerPx,
    smoothPx: (0.1 + 0.6 * knobs.smoothness) / mmPerPx,
  }
}

/** The drawn marks of an image with their skeleton, and what of them is solid. */
type Marks = {
  readonly ink: Ink
  readonly reach: Plane
  readonly skeleton: EdgeMap
  /** Half the usual width of a mark, in pixels. */
  readonly usualPx: number
  readonly outlines: readonly Chain[]
}

/**
 * The middle lines of the marks in a plane of tone (0 … 1), in pixels, with half the mark's width as their strength;
 * what is too wide for a mark comes as its outline.
 */
export async function traceCenterlines(
  light: Plane,
  options: CenterlineOptions,
  pace: Pace = unpaced,
): Promise<Chain[]> {
  return traceMarks(await readMarks(light, options, pace), options, pace)
}

async function readMarks(
  light: Plane,
  options: CenterlineOptions,
  pace: Pace,
  progress: (share: number) => void = () => {},
): Promise<Marks> {
  const { width, height } = light
  const ink = await findInk(light, options, pace)
  progress(0.3)
  const reach = await inkDistance(ink.marks, width, height, pace)
  const skeleton = createEdgeMap(width, height)
  skeleton.marks.set(ink.marks)
  await thin(skeleton.marks, width, height, pace)
  progress(0.7)
  const usualPx = usualReach(skeleton.marks, reach)
  const solidRadius =
    options.solidRadiusPx ??
    options.leastSolidPx * Math.min(2.5, Math.max(1, (2.6 * usualPx) / options.leastSolidPx))
  const solids = await findSolids(ink, reach, solidRadius, pace)
  for (let i = 0; i < skeleton.marks.length; i++) if (solids.marks[i]) skeleton.marks[i] = 0
  return { ink, reach, skeleton, usualPx, outlines: solids.outlines }
}

async function traceMarks(marks: Marks, options: CenterlineOptions, pace: Pace): Promise<Chain[]> {
  const { ink, reach, usualPx } = marks
  const graph = await traceGraph(marks.skeleton, pace)
  const { joints, bones } = cleanSkeleton(graph, reach.data, ink.width)
  await pace(graph.branches.length * 2000)
  const degree = new Int32Array(joints.length)
  for (const { from, to } of bones) {
    if (from < 0) continue
    degree[from]++
    degree[to]++
  }
  const strands: Strand[] = []
  for (const bone of bones) {
    const strand = strandOf(bone, joints, (joint) => degree[joint] === 1, ink, reach.data)
    await pace(bone.pixels.length * 150)
    if (strand.points.length >= 2) strands.push(strand)
  }
  const woven = weaveStrands(strands, joints, ink)
  const bridged = await bridgeChains(woven, { gapPx: options.gapPx }, pace)
  const dots: Chain[] = joints.flatMap(({ x, y, radius }, joint) =>
    degree[joint] === 0
      ? [{ points: Float64Array.of(x, y), strength: Float32Array.of(radius), closed: false }]
      : [],
  )
  const kept = [...bridged, ...dots].flatMap((chain) => {
    if (chainLength(chain) >= options.minLengthPx) return [chain]
    // As bold as the other marks: the dot of an i and no dirt.
    return chainStrength(chain) >= 0.7 * usualPx && chain.strength.length < 4 * usualPx
      ? [dotOf(chain, options.dotPx)]
      : []
  })
  return [...kept, ...marks.outlines]
}

/** A short stroke in place of a dot, that a pen can draw and a plan does not drop. */
function dotOf({ points, strength }: Chain, lengthPx: number): Chain {
  const last = points.length - 2
  const dx = points[last] - points[0]
  const dy = points[last + 1] - points[1]
  const length = Math.sqrt(dx * dx + dy * dy)
  const half = Math.max(lengthPx, length) / 2
  const ux = length > 0 ? (dx / length) * half : 0
  const uy = length > 0 ? (dy / length) * half : half
  const x = (points[0] + points[last]) / 2
  const y = (points[1] + points[last + 1]) / 2
  return {
    points: Float64Array.of(x - ux, y - uy, x + ux, y + uy),
    strength: Float32Array.of(strength[0], strength[0]),
    closed: false,
  }
}

/** The median distance from a skeleton to its outline. */
function usualReach(skeleton: Uint8Array, reach: Plane): number {
  const counts = new Uint32Array(4096)
  let total = 0
  for (let i = 0; i < skeleton.length; i++) {
    if (!skeleton[i]) continue
    counts[Math.min(4095, Math.round(reach.data[i] * 8))]++
    total++
  }
  let below = 0
  for (let bin = 0; bin < counts.length; bin++) {
    below += counts[bin]
    if (total > 0 && below * 2 >= total) return bin / 8
  }
  return 0
}
