import type { Plane, Raster } from '@plotline/strokes'
import { barrierDistance } from './barrier.ts'
import { boxMean } from './box-mean.ts'
import { fitColorModel, logLikelihood } from './color-model.ts'
import { toLab } from './lab.ts'
import { keepMainParts } from './parts.ts'
import { type Colors, shrinkColors } from './shrink.ts'

const workingPx = 256
const rounds = 4
const groundBlobs = 5
const subjectBlobs = 5

/**
 * Finds a subject without a network: what an uneven path parts from the border is a first guess (minimum barrier
 * distance), then color models of subject and ground and the guess's own smoothness correct each other, as
 * GrabCut does (Rother 2004) but with a local mean in place of the graph cut. Good on plain grounds, a guess on
 * busy ones. The mask is small; `found` is false where nothing stands out.
 */
export function classicalMask(raster: Raster): { mask: Plane; found: boolean } {
  const colors = toLab(shrinkColors(raster, workingPx))
  const { width, height } = colors
  const guess = firstGuess(colors)
  if (guess === null) return { mask: { width, height, data: new Float32Array(width * height) }, found: false }
  let subject = guess
  for (let round = 0; round < rounds; round++) subject = correct(subject, colors)
  const data = keepMainParts(subject, width, height)
  return { mask: { width, height, data }, found: data.some((value) => value > 0.5) }
}

/** Barrier distance cut by Otsu's threshold; `null` where its two sides hardly differ. */
function firstGuess(colors: Colors): Float32Array | null {
  const distance = barrierDistance(colors)
  const { threshold, low, high } = otsu(distance)
  if (high - low < 12) return null
  const slope = 4 / Math.max(1, high - low)
  return distance.map((value) => 1 / (1 + Math.exp(-slope * 2 * (value - threshold))))
}

/** One round: models from the present guess, the odds of every color, weighed with the guess around it. */
function correct(subject: Float32Array, colors: Colors): Float32Array {
  const { width, height } = colors
  const edge = Math.max(2, Math.round(Math.min(width, height) * 0.02))
  // Only what is sure teaches a model: a little of the ground everywhere would teach the subject's the ground's colors.
  const ground = subject.map((value, i) => {
    const x = i % width
    const y = (i - x) / width
    const onBorder = Math.min(x, y, width - 1 - x, height - 1 - y) < edge
    return Math.max(onBorder ? 0.3 : 0, 1 - 2 * value)
  })
  const sure = subject.map((value) => Math.max(0, 2 * value - 1))
  const groundModel = fitColorModel(colors, ground, groundBlobs)
  const subjectModel = fitColorModel(colors, sure, subjectBlobs)
  const around = boxMean(subject, width, height, Math.max(2, Math.round(Math.max(width, height) * 0.03)))
  const odds = subject.map((_, i) => {
    const color = logLikelihood(subjectModel, colors, i) - logLikelihood(groundModel, colors, i)
    const place = Math.log((around[i] + 0.02) / (1.02 - around[i]))
    return 1 / (1 + Math.exp(-(Math.max(-4, Math.min(4, color)) + 1.5 * place)))
  })
  return boxMean(odds, width, height, 1)
}

/** The cut that parts a histogram best (Otsu 1979), and the means on its two sides. */
function otsu(values: Float32Array): { threshold: number; low: number; high: number } {
  const bins = 256
  let top = 1e-6
  for (const value of values) if (value > top) top = value
  const counts = new Float64Array(bins)
  for (const value of values) counts[Math.min(bins - 1, Math.floor((value / top) * bins))]++
  let total = 0
  for (let i = 0; i < bins; i++) total += counts[i] * i
  let best = { score: -1, threshold: 0, low: 0, high: 0 }
  let below = 0
  let sumBelow = 0
  for (let i = 0; i < bins - 1; i++) {
    below += counts[i]
    sumBelow += counts[i] * i
    const above = values.length - below
    if (below === 0 || above === 0) continue
    const low = sumBelow / below
    const high = (total - sumBelow) / above
    const score = below * above * (high - low) ** 2
    if (score > best.score) best = { score, threshold: i + 0.5, low, high }
  }
  const unit = top / bins
  return { threshold: best.threshold * unit, low: best.low * unit, high: best.high * unit }
}
