import type { Pen, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { z } from 'zod'
import { asUsual, type Canvas, type Marks, shading } from '../cost-marks.ts'
import type { Knobs } from '../knobs.ts'
import type { InkRange, Scene, Style } from '../style.ts'
import { type LineSet, scanLines } from './lines/scanlines.ts'
import { wantedInk } from './wanted-ink.ts'

/** Scanline hatching by tone. */
export const hatchSchema = z
  .strictObject({
    anglesDeg: z.array(z.number().min(-180).max(180)).min(1).max(6).optional(),
    spacingMm: z.number().min(0.15).max(20).optional().describe('Distance of the densest lines'),
    levels: z.number().int().min(1).max(8).optional(),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})

const defaultAngles = [45, -30]
const hatchDefaults: HatchDefaults = { levels: 5, threshold: 0.88, spacingPens: 1.6 }

export const hatch: Style<'hatch', { hatch: typeof hatchSchema }> = {
  name: 'hatch',
  label: 'Hatch',
  sentence: 'Light and shade in parallel lines that come closer as it gets darker.',
  source: 'Tone by line spacing in linear light; Winkenbach & Salesin 1994',
  stages: ['fill'],
  parameters: { hatch: hatchSchema },
  presets: [
    { name: 'engraving', label: 'Engraving', recipe: { style: 'hatch' } },
    {
      name: 'one-direction',
      label: 'One direction',
      recipe: { style: 'hatch', hatch: { anglesDeg: [45], levels: 4 }, knobs: { density: 0.65 } },
    },
    {
      name: 'quick-shade',
      label: 'Quick shade',
      recipe: { style: 'hatch', hatch: { levels: 3 }, knobs: { density: 0.25, smoothness: 0.8 } },
    },
  ],
  turned: ({ hatch: given }, turnDeg) => ({
    hatch: { ...given, anglesDeg: turnAngles(given.anglesDeg ?? defaultAngles, turnDeg) },
  }),
  ink: ({ hatch: given }, pens, knobs) => planFor(given, hatchDefaults, pens, knobs),
  count: ({ hatch: given }, pens, canvas) => countHatching(given, hatchDefaults, pens, canvas),
  draw: (scene, { hatch: given }, pens, run) =>
    run.stage('fill', ({ pace, progress }) => hatchScene(scene, given, hatchDefaults, pens, pace, progress)),
}

/** Angles turned by `turnDeg`, kept within -180 … 180. */
export function turnAngles(anglesDeg: readonly number[], turnDeg: number): number[] {
  return anglesDeg.map((angle) => ((((angle + turnDeg + 180) % 360) + 360) % 360) - 180)
}

/** What is given; what is left open is picked. */
type HatchParameters = z.infer<typeof hatchSchema>

/** What a style prefers where it is left open. */
export type HatchDefaults = {
  readonly anglesDeg?: readonly number[]
  readonly levels: number
  readonly threshold: number
  /** Distance of the densest lines in pen widths, at medium density. */
  readonly spacingPens: number
}

/** Hatches the scene's shade: strokes in sheet mm, family by family. */
export async function hatchScene(
  scene: Scene,
  given: HatchParameters,
  defaults: HatchDefaults,
  pens: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const { sets, ...range } = planFor(given, defaults, pens, scene.knobs)
  const coverage = await wantedInk(scene, pens, { ...range, isCalm: true }, pace)
  // By set, not pushed one by one as arguments: there may be more than a call takes.
  const drawn: Stroke[][] = []
  const penMm = pens[0].widthMm
  const limits = { minRunMm: penMm * 5, minGapMm: penMm * 2, loneRunMm: 5 }
  for (const [index, set] of sets.entries()) {
    drawn.push(await scanLines(coverage, scene.place, set, limits, pace))
    progress((index + 1) / sets.length)
  }
  return drawn.flat()
}

/** The sets of lines that hatching with these parameters draws, and the ink they reach. */
export function planFor(
  given: HatchParameters,
  defaults: HatchDefaults,
  [pen]: readonly Pen[],
  knobs: Knobs,
): InkRange & { readonly sets: readonly LineSet[] } {
  const { sets, most } = planSets({
    anglesDeg: given.anglesDeg ?? defaults.anglesDeg ?? defaultAngles,
    levels: given.levels ?? defaults.levels,
    spacingMm: given.spacingMm ?? pen.widthMm * defaults.spacingPens * 2.4 ** (1 - 2 * knobs.density),
    penMm: pen.widthMm,
  })
  return { sets, most, threshold: given.threshold ?? defaults.threshold }
}

/** About how many marks hatching makes of a usual picture; `usualDefaults` where nothing is given and they depend on that. */
export function countHatching(
  given: HatchParameters,
  defaults: HatchDefaults,
  pens: readonly Pen[],
  canvas: Canvas,
  usualDefaults = defaults,
): Marks {
  const { knobs } = canvas
  const black = blackLines(planFor(given, defaults, pens, knobs).sets)
  return shading(canvas, pens, black, blackLines(planFor({}, usualDefaults, pens, asUsual(knobs)).sets))
}

/** How much line lies on a mm² of black paper, in mm: every line of every set is drawn, over the ink of the others or not. */
function blackLines(sets: readonly LineSet[]): number {
  return sets.reduce((all, { spacingMm }) => all + 1 / spacingMm, 0)
}

type PlanOptions = {
  readonly anglesDeg: readonly number[]
  readonly levels: number
  readonly spacingMm: number
  readonly penMm: number
}

/**
 * Shares the levels among the angles: one family of lines per angle. Within it each level draws the lines between those
 * of the level before, so that spacing halves down to `spacingMm`. A level's lines begin one by one between the ink of
 * the levels below and its own, so that tone runs on smoothly: on average it is met exactly.
 */
function planSets({ anglesDeg, levels, spacingMm, penMm }: PlanOptions): { sets: LineSet[]; most: number } {
  const angles = anglesDeg.slice(0, levels)
  let most = 0
  const sets = angles.map((angleDeg, index) => {
    const share = Math.floor(levels / angles.length) + (index < levels % angles.length ? 1 : 0)
    const before = most
    const inkOf = (level: number) => Math.min(0.98, penMm / (spacingMm * 2 ** (share - 1 - level)))
    const covered = Array.from({ length: share }, (_, level) => 1 - (1 - before) * (1 - inkOf(level)))
    most = covered[share - 1]
    return {
      angleDeg,
      spacingMm,
      thresholdOf: (line: number) => {
        const level = levelOf(line, share)
        const from = level === 0 ? before : covered[level - 1]
        return from + (covered[level] - from) * turnOf(line, share)
      },
      strideOf: (line: number) => 2 ** (share - 1 - levelOf(line, share)),
    }
  })
  return { sets, most }
}

/** Of `share` levels the first to draw this line: the first has every 2^(share-1)th, the last every odd one. */
function levelOf(line: number, share: number): number {
  let level = share - 1
  for (let rest = line; level > 0 && rest % 2 === 0; rest /= 2) level--
  return level
}

/** When a line's turn comes within its level, 0 … 1: first every fourth, then those midway between, then the rest. */
function turnOf(line: number, share: number): number {
  const level = levelOf(line, share)
  const place = Math.floor(line / 2 ** (level === 0 ? share - 1 : share - level))
  return [0.125, 0.625, 0.375, 0.875][place & 3]
}
