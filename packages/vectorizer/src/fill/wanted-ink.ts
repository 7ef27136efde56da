import type { Pen, Plane } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { luminanceOfHex } from '@plotline/strokes/tone/luminance'
import type { Knobs } from '../knobs.ts'
import { bilateral } from '../raster/bilateral.ts'
import { raiseContrast } from '../raster/contrast.ts'
import { gaussian } from '../raster/gaussian.ts'
import type { InkRange, Scene } from '../style.ts'
import { coverageOf } from './coverage.ts'

export type InkOptions = InkRange & {
  /** Whether surfaces are evened out, edges kept: for marks that show every ripple of tone. */
  readonly isCalm?: boolean
}

/** Differences from what lies within this distance are raised, so that features outlive the smaller range of ink. */
const surroundMm = 5
const raise = 0.5

/**
 * The share of paper that a tonal style is to cover, per pixel: the scene's shade, smoothed as the knobs say, in what
 * the pen and the paper can do. A style is honest when its ink, seen from a distance, is this much.
 */
export async function wantedInk(
  { shade, place: { mmPerPx }, knobs, paperColor }: Scene,
  pens: readonly Pen[],
  { most, threshold, isCalm = false }: InkOptions,
  pace: Pace,
): Promise<Plane> {
  const smoothMm = 0.15 + 0.6 * knobs.smoothness
  const calm = isCalm ? await bilateral(shade, Math.max(2, (2.5 * smoothMm) / mmPerPx), 0.1, pace) : shade
  const clear = await raiseContrast(calm, surroundMm / mmPerPx, raise, pace)
  const blurred = await gaussian(clear, (0.4 * smoothMm) / mmPerPx, pace)
  return inkFor(blurred, pens, { knobs, paperColor }, { most, threshold })
}

/** The share of paper that ink covers where a plane of shades is drawn faithfully. */
export function inkFor(
  shade: Plane,
  [pen]: readonly Pen[],
  { knobs, paperColor }: { readonly knobs: Knobs; readonly paperColor: string },
  range: InkRange,
): Plane {
  return coverageOf(shade, {
    ...range,
    gamma: 1.8 ** (2 * knobs.darkness - 1),
    paper: luminanceOfHex(paperColor),
    ink: luminanceOfHex(pen.color),
  })
}
