import type { Pen, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { transformStroke } from '@plotline/strokes/geometry/polyline'
import { z } from 'zod'
import { type Canvas, lengthOf, type Marks, ofLength } from '../cost-marks.ts'
import { canny } from '../edges/canny.ts'
import { inkDistance } from '../edges/distance.ts'
import type { EdgeMap } from '../edges/edge-map.ts'
import { learnedEdges } from '../edges/learned.ts'
import { xdog } from '../edges/xdog.ts'
import { chromaOf } from '../raster/chroma.ts'
import type { Run } from '../run.ts'
import type { Scene, Style } from '../style.ts'
import { type Chain, chainLength, chainStrength } from './chain.ts'
import { declutterChains } from './declutter.ts'
import { bridgeChains } from './ends/bridge.ts'
import { landEnds } from './ends/land.ts'
import { drawLoopsInPassing } from './ends/loops.ts'
import { cutFrame } from './frame.ts'
import { traceGraph } from './graph.ts'
import { linkChains } from './link.ts'
import { smoothChain } from './smooth.ts'

/** Edges as single strokes. Unset values are picked from the image's statistics and the knobs. */
export const linesSchema = z
  .strictObject({
    detector: z
      .enum(['canny', 'flow', 'xdog', 'learned'])
      .default('canny')
      .describe('What finds the edges; learned runs an edges model that is registered, see docs/models.md'),
    edgeModel: z
      .string()
      .max(60)
      .optional()
      .describe('Which model learned runs, by its name; the first that is registered unless given'),
    sigmaPx: z.number().min(0.3).max(8).optional().describe('Gaussian scale of the edge detector'),
    lowPercentile: z.number().min(0).max(100).optional(),
    highPercentile: z.number().min(0).max(100).optional(),
    minLengthMm: z.number().min(0).max(50).optional().describe('Shorter strokes are dropped'),
    spurMm: z.number().min(0).max(20).optional().describe('Side branches shorter than this are pruned'),
  })
  .prefault({})
type Lines = z.output<typeof linesSchema>

export const lines: Style<'lines', { lines: typeof linesSchema }> = {
  name: 'lines',
  label: 'Lines',
  sentence: 'Contours as long single strokes, the way a fineliner draws.',
  source:
    'Canny 1986 with Devernay 1995; edge tangent flow, Kang, Lee & Chui 2007; XDoG, Winnemöller, Kyprianidis & Olsen 2012; edge networks since Xie & Tu 2015, thinned as in Dollár & Zitnick 2015',
  stages: ['edges', 'trace'],
  parameters: { lines: linesSchema },
  presets: [
    { name: 'contour-drawing', label: 'Contour drawing', recipe: { style: 'lines' } },
    {
      name: 'few-lines',
      label: 'Few lines',
      recipe: { style: 'lines', knobs: { detail: 0.2, smoothness: 0.75 } },
    },
    {
      name: 'flowing-lines',
      label: 'Flowing lines',
      recipe: { style: 'lines', lines: { detector: 'flow' }, knobs: { smoothness: 0.65 } },
    },
    {
      name: 'ink-lines',
      label: 'Ink lines',
      recipe: { style: 'lines', lines: { detector: 'xdog' }, knobs: { detail: 0.6 } },
    },
  ],
  count: (_, pens, canvas) => countLines(pens, canvas),
  draw: (scene, { lines: given }, pens, run) => drawLines(scene, given, pens, run),
}

/** About how many marks the contours of a usual picture are: its sheet, its pixels and the detail count, no parameter. */
export function countLines([pen]: readonly Pen[], canvas: Canvas): Marks {
  const perMm2 = 0.045 / pen.widthMm
  const lengthMm = perMm2 * canvas.areaMm2 * 3 ** (2 * canvas.knobs.detail - 1)
  // What is no larger than a few pixels cannot be told apart, however fine the pen.
  return ofLength(Math.min(lengthMm, lengthOf(canvas, canvas.pixels * 0.02)), 10, 1.2)
}

/** The stages `edges` and `trace`: every visible contour of the scene as strokes in sheet mm. */
export async function drawLines(
  scene: Scene,
  given: Lines,
  pens: readonly Pen[],
  run: Run,
): Promise<Stroke[]> {
  const settings = pickSettings(scene, given, pens)
  const maps = await run.stage('edges', async ({ pace, progress }) => {
    const inside = await detect(scene, settings, pace)
    progress(0.8)
    weighByMask(inside, scene)
    return scene.mask ? [inside, await silhouette(scene, settings, pace)] : [inside]
  })
  return run.stage('trace', async ({ pace, progress }) => {
    const chains: Chain[] = []
    for (const map of maps) chains.push(...(await traceMap(map, settings, pace)))
    progress(0.5)
    const { width, height } = scene.light
    const clear = await declutterChains(chains, width, height, settings, pace)
    progress(0.8)
    const smooth: Chain[] = []
    for (const chain of clear) {
      if (!isWorthDrawing(chain, settings)) continue
      smooth.push(smoothChain(chain, settings.smoothPx))
      await pace(chain.strength.length * 50)
    }
    // After smoothing, so that what is joined here stays where each line was found.
    const touching = { gapPx: settings.touchPx, turnsCorners: true }
    const joined = await bridgeChains(smooth, touching, pace)
    const landed = await bridgeChains(await landEnds(joined, settings.landPx, pace), touching, pace)
    const strokes = await drawLoopsInPassing(landed, settings.gapPx, pace)
    const { mmPerPx, xMm, yMm } = scene.place
    return strokes.map((chain) => transformStroke(chain, mmPerPx, xMm, yMm))
  })
}

type Settings = ReturnType<typeof pickSettings>

/** Turns knobs into lengths on paper, and those into pixels; a value that is given wins. */
function pickSettings(scene: Scene, given: Lines, [pen]: readonly Pen[]) {
  const { knobs } = scene
  const { mmPerPx } = scene.place
  const detail = knobs.detail
  const coarse = 2 ** (2 - 4 * detail) // 4 … 1 … 1/4
  // Noise is blurred away as far as edges of a few percent of tone stand out of it.
  const calmPx = Math.min(scene.noise / 0.02, 3)
  const sigmaPx = given.sigmaPx ?? Math.min(Math.max((0.36 * Math.sqrt(coarse)) / mmPerPx, 0.9, calmPx), 8)
  const high = given.highPercentile ?? 96 - 16 * detail
  const low = given.lowPercentile ?? Math.min(high, 91 - 28 * detail)
  // White noise leaves noise / (5 sigma²) of gradient; three and a half times that is unlikely along a whole line.
  const floorAt = (scalePx: number, sure: number) =>
    Math.max((0.006 * (1.5 - detail)) / scalePx, (sure * 0.7 * scene.noise) / (scalePx * scalePx))
  return {
    detector: given.detector,
    sigmaPx,
    highPercentile: high,
    lowPercentile: low,
    floor: floorAt(sigmaPx, 1),
    // What only the coarser scale shows must be surer: there is more of the picture for chance to play in.
    coarse: { sigmaPx: sigmaPx * 2.4, floor: floorAt(sigmaPx * 2.4, 1.7) },
    learned: { sigmaPx: given.sigmaPx, floor: 0.2 * (1.5 - detail) },
    rangeTone: Math.max(0.02, 1.5 * scene.noise),
    minLengthPx: (given.minLengthMm ?? 3.2 * Math.sqrt(coarse)) / mmPerPx,
    spurPx: (given.spurMm ?? 1.6 * Math.sqrt(coarse)) / mmPerPx,
    gapPx: 1.6 / mmPerPx,
    straightPx: 3 / mmPerPx,
    landPx: 2.5 / mmPerPx,
    touchPx: 1.2 / mmPerPx,
    spacingPx: (pen.widthMm * 2.2) / mmPerPx,
    smoothPx: (0.15 + 0.9 * knobs.smoothness) / mmPerPx,
    surroundPx: 3 / mmPerPx,
    framePx: 2 / mmPerPx,
    balancePx: 20 / mmPerPx,
    bilateralPx: Math.max(4, 1.2 / mmPerPx),
  }
}

async function detect(scene: Scene, settings: Settings, pace: Pace): Promise<EdgeMap> {
  if (settings.detector === 'learned') return detectLearned(scene, settings, pace)
  if (settings.detector === 'xdog') {
    return xdog(
      scene.light,
      { ...settings, flowPx: settings.sigmaPx * 3, floor: settings.floor * settings.sigmaPx * 0.4 },
      pace,
    )
  }
  const flowPx = settings.detector === 'flow' ? settings.sigmaPx * 5 : 0
  const chroma = await chromaOf(await scene.color(pace), pace)
  const map = await canny(scene.light, { ...settings, chroma, inhibition: 0.6, flowPx }, pace)
  if (scene.noise < noisy) return map
  // An edge too pale for its noise shows at a coarser scale, at which busy places run together (Elder & Zucker 1998).
  const coarse = await canny(scene.light, { ...settings, ...settings.coarse, chroma, ...asItIs }, pace)
  await addFarMarks(map, coarse, settings.floor / settings.coarse.floor, pace)
  return map
}

/** A line that a network is sure of is as strong as the edge of that much tone under the Gaussian of the others. */
async function detectLearned({ edges }: Scene, settings: Settings, pace: Pace): Promise<EdgeMap> {
  if (!edges) throw new Error('Expected a scene with edges.')
  const map = await learnedEdges(edges, { ...settings, ...settings.learned }, pace)
  for (let i = 0; i < map.strength.length; i++) map.strength[i] *= 0.4 / settings.sigmaPx
  return map
}

/** Noise of tone above which a second look is worth its time. */
const noisy = 0.012
/** The second look is blurred enough: no further filter before it, no share of shade after it. */
const asItIs = { bilateralPx: 0, balancePx: 0 }
/** How far from all others a mark is one of its own, in pixels. */
const apartPx = 3

/** Adds the marks of another map that lie apart from every one there is; `scale` makes their strengths comparable. */
async function addFarMarks(map: EdgeMap, other: EdgeMap, scale: number, pace: Pace): Promise<void> {
  const { width, height, marks } = map
  const bare = marks.map((mark) => 1 - mark)
  const away = await inkDistance(bare, width, height, pace, Number.POSITIVE_INFINITY)
  for (let i = 0; i < marks.length; i++) {
    if (!other.marks[i] || away.data[i] < apartPx) continue
    marks[i] = 1
    map.strength[i] = other.strength[i] * scale
    map.shiftX[i] = other.shiftX[i]
    map.shiftY[i] = other.shiftY[i]
  }
}

/** Takes lines off the background, or leaves only its strong ones; along the subject's rim all of them stay. */
function weighByMask(map: EdgeMap, { mask, background }: Scene): void {
  if (!mask) return
  const least = background === 'fade' ? 0.35 : 0
  for (let i = 0; i < map.marks.length; i++) {
    if (!map.marks[i]) continue
    map.strength[i] *= least + (1 - least) * Math.min(1, mask.data[i] * 4)
    if (map.strength[i] < 1e-6) map.marks[i] = 0
  }
}

/** The subject's outline: weaker than any edge of the image, so it is drawn where the image has none. */
async function silhouette(scene: Scene, settings: Settings, pace: Pace): Promise<EdgeMap> {
  if (!scene.mask) throw new Error('Expected a scene with a mask.')
  const sigmaPx = Math.max(2, settings.sigmaPx)
  const map = await canny(
    scene.mask,
    { sigmaPx, highPercentile: 0, lowPercentile: 0, floor: 0.05 / sigmaPx },
    pace,
  )
  for (let i = 0; i < map.strength.length; i++) map.strength[i] *= 0.1
  return map
}

async function traceMap(map: EdgeMap, settings: Settings, pace: Pace): Promise<Chain[]> {
  const graph = await traceGraph(map, pace)
  const linked = await linkChains(graph, map, settings.spurPx, pace)
  const bridged = await bridgeChains(linked, settings, pace)
  const smooth: Chain[] = []
  for (const chain of bridged) {
    if (chainLength(chain) < settings.minLengthPx * 0.5) continue
    smooth.push(...cutFrame(smoothChain(chain, 1.2), map.width, map.height, settings.framePx))
    await pace(chain.strength.length * 50)
  }
  return smooth
}

/** Short strokes must be strong to stay: length and strength make up for each other, within limits. */
function isWorthDrawing(chain: Chain, settings: Settings): boolean {
  const length = chainLength(chain)
  if (length < settings.minLengthPx) return false
  return chainStrength(chain) * Math.min(4, length / settings.minLengthPx) >= settings.floor
}
