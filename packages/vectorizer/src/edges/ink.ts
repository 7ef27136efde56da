import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'
import { findComponents } from '../raster/components.ts'
import { boxBlur, gaussian } from '../raster/gaussian.ts'
import { gradient } from '../raster/gradient.ts'
import { spreadBlocks } from '../raster/spread.ts'
import { withoutShading } from './paper.ts'

export type InkOptions = {
  /** Which marks are meant; `auto` takes the rarer of dark and light. */
  readonly ink: 'auto' | 'dark' | 'light'
  /** Reach over which the threshold follows the picture, in pixels. */
  readonly reachPx: number
  /** Above .5 fainter marks count, below only bold ones; 0 … 1. */
  readonly darkness: number
  /** The noise of the plane, as a standard deviation of tone. */
  readonly noise: number
  /** Spots and holes of fewer pixels are taken for dirt. */
  readonly dirtPx: number
}

/** The drawn marks of an image. */
export type Ink = {
  readonly width: number
  readonly height: number
  /** 1 on a mark, 0 elsewhere and along the border. */
  readonly marks: Uint8Array
  /** How sure each pixel is ink, in tone: above .5 on marks, .5 on their outlines, below on paper. */
  readonly share: Plane
}

/**
 * Tells drawn marks from paper, whatever the light: the paper's tone is estimated and divided out, then each pixel is
 * compared with the mean tone of the steep places around it, which lies half-way between ink and paper for thin marks
 * and solid ones alike (the simple image statistic of Kittler, Illingworth & Föglein 1985, made local).
 */
export async function findInk(light: Plane, options: InkOptions, pace: Pace = unpaced): Promise<Ink> {
  const { width, height } = light
  const share = await withoutShading(light, pace)
  const marks = new Uint8Array(width * height)
  const threshold = await thresholdOf(share, options, pace)
  if (!threshold) return { width, height, marks, share: createPlane(width, height) }
  let dark = 0
  for (let i = 0; i < share.data.length; i++) if (share.data[i] < threshold.data[i]) dark++
  const isLight = options.ink === 'light' || (options.ink === 'auto' && dark > 0.6 * share.data.length)
  const sign = isLight ? -1 : 1
  const middle = 0.5 + (options.darkness - 0.5) * 0.25
  for (let i = 0; i < share.data.length; i++) {
    share.data[i] = middle + sign * (threshold.data[i] - share.data[i])
  }
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) marks[i] = share.data[i] > 0.5 ? 1 : 0
  }
  await pace(width * height * 4)
  await dropDirt(marks, width, height, options.dirtPx, pace)
  return { width, height, marks, share }
}

/** The tone half-way between ink and paper around each pixel; nothing where the picture has no edge at all. */
async function thresholdOf(flat: Plane, options: InkOptions, pace: Pace): Promise<Plane | undefined> {
  const { width, height } = flat
  const slope = await gradient(await gaussian(flat, 0.8, pace), pace)
  const floor = Math.max(0.025, options.noise * 2.5)
  const block = Math.max(1, Math.floor(options.reachPx / 6))
  const weight = createPlane(Math.ceil(width / block), Math.ceil(height / block))
  const moment = createPlane(weight.width, weight.height)
  let weights = 0
  let moments = 0
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / block) * weight.width
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const steep = slope.magnitude[i] - floor
      if (steep <= 0) continue
      const at = row + Math.floor(x / block)
      weight.data[at] += steep
      moment.data[at] += steep * flat.data[i]
      weights += steep
      moments += steep * flat.data[i]
    }
    await pace(width * 3)
  }
  if (weights === 0) return undefined
  const radius = Math.max(1, Math.round(options.reachPx / block))
  const around = await boxBlur(weight, radius, pace)
  const mean = await boxBlur(moment, radius, pace)
  // Where nothing is steep the whole picture's threshold holds.
  const prior = (0.25 * weights) / weight.data.length
  for (let i = 0; i < mean.data.length; i++) {
    mean.data[i] = (mean.data[i] + (prior * moments) / weights) / (around.data[i] + prior)
  }
  return spreadBlocks(mean, block, width, height, pace)
}

/** Turns spots of ink, and holes in it, that have fewer than `least` pixels; in place. */
async function dropDirt(
  marks: Uint8Array,
  width: number,
  height: number,
  least: number,
  pace: Pace,
): Promise<void> {
  const { componentOf, area } = await findComponents(marks, width, height, 1, pace)
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (area[componentOf[i]] < least) marks[i] ^= 1
    }
  }
}
