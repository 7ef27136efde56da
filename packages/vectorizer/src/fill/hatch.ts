import { z } from 'zod'
import { bilateral } from '../raster/bilateral.ts'
import { gaussian } from '../raster/gaussian.ts'
import type { Pace } from '../raster/pace.ts'
import type { Recipe } from '../recipe.ts'
import type { Scene, Style } from '../style.ts'
import type { Stroke } from '../types.ts'
import { coverageOf } from './coverage.ts'
import { type LineSet, scanLines } from './scanlines.ts'

/** Scanline hatching by tone. */
export const hatchSchema = z
  .strictObject({
    anglesDeg: z.array(z.number().min(-180).max(180)).min(1).max(6).optional(),
    spacingMm: z.number().min(0.15).max(20).optional().describe('Distance of the densest lines'),
    levels: z.number().int().min(1).max(8).optional(),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})

export const hatch: Style = {
  name: 'hatch',
  label: 'Hatch',
  sentence: 'Light and shade in parallel lines that come closer as it gets darker.',
  source: 'Tone by line spacing in linear light; Winkenbach & Salesin 1994',
  stages: ['fill'],
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
  draw: (scene, recipe, run) =>
    run.stage('fill', ({ pace, progress }) =>
      hatchScene(scene, recipe, { levels: 5, threshold: 0.93 }, pace, progress),
    ),
}

/** What a style prefers where the recipe leaves it open. */
export type HatchDefaults = {
  readonly levels: number
  readonly threshold: number
}

/** Hatches the scene's shade: strokes in sheet mm, family by family. */
export async function hatchScene(
  scene: Scene,
  recipe: Recipe,
  defaults: HatchDefaults,
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const { hatch: given, knobs } = recipe
  const { mmPerPx } = scene.place
  const penMm = recipe.pens[0].widthMm
  const spacingMm = given.spacingMm ?? penMm * (3.6 - 2.8 * knobs.density)
  const plan = planSets({
    anglesDeg: given.anglesDeg ?? [45, -30],
    levels: given.levels ?? defaults.levels,
    spacingMm,
    penMm,
  })
  const smoothMm = (0.2 + 0.8 * knobs.smoothness) * (1.3 - 0.6 * knobs.detail)
  const calm = await bilateral(scene.shade, Math.max(2, (2.5 * smoothMm) / mmPerPx), 0.12, pace)
  const tone = await gaussian(calm, (0.4 * smoothMm) / mmPerPx, pace)
  const coverage = coverageOf(tone, {
    most: plan.most,
    threshold: given.threshold ?? defaults.threshold,
    gamma: 1.6 ** (2 * knobs.darkness - 1),
  })
  const strokes: Stroke[] = []
  for (const [index, set] of plan.sets.entries()) {
    strokes.push(
      ...(await scanLines(coverage, scene.place, set, { minRunMm: penMm * 5, minGapMm: penMm * 2 }, pace)),
    )
    progress((index + 1) / plan.sets.length)
  }
  return strokes
}

type PlanOptions = {
  readonly anglesDeg: readonly number[]
  readonly levels: number
  readonly spacingMm: number
  readonly penMm: number
}

/**
 * Shares the levels among the angles. Within an angle each level draws the lines between those of the level before, so
 * its spacing halves down to `spacingMm`. A level's lines begin one by one between the ink of the levels below it and
 * its own, so that tone runs on smoothly: on average a tone is met exactly.
 */
function planSets({ anglesDeg, levels, spacingMm, penMm }: PlanOptions): { sets: LineSet[]; most: number } {
  const sets: LineSet[] = []
  const angles = anglesDeg.slice(0, levels)
  let covered = 0
  angles.forEach((angleDeg, index) => {
    const share = Math.floor(levels / angles.length) + (index < levels % angles.length ? 1 : 0)
    const before = covered
    let lines = 0
    for (let level = 0; level < share; level++) {
      const period = spacingMm * 2 ** (level === 0 ? share - 1 : share - level)
      lines += Math.min(1, penMm / period)
      const next = 1 - (1 - before) * (1 - Math.min(0.98, lines))
      const from = covered
      sets.push({
        angleDeg,
        spacingMm: period,
        phase: level === 0 ? 0 : 0.5,
        thresholdOf: (line) => from + (next - from) * (0.15 + 0.7 * scatter(line)),
      })
      covered = next
    }
  })
  return { sets, most: covered }
}

/** Evenly spread over 0 … 1 for any run of neighbouring lines (multiples of the golden ratio). */
function scatter(line: number): number {
  const turns = line * 0.6180339887498949
  return turns - Math.floor(turns)
}
