import type { Plane } from '@plotline/strokes'
import { lightnessOf, luminanceOf } from '@plotline/strokes/tone/luminance'
import { createPlane } from '@plotline/strokes/tone/plane'

export type CoverageOptions = {
  /** The most ink the marks can lay, as a share of paper. */
  readonly most: number
  /** Shades lighter than this stay paper, 0 … 1. */
  readonly threshold: number
  /** Above 1 the middle tones get more ink. */
  readonly gamma: number
  /** Luminance of the bare paper and of solid ink: white and black where they are not given. */
  readonly paper?: number
  readonly ink?: number
}

/** Paper and ink nearer to each other than this cannot make a tone; they are then taken for white and black. */
const leastStep = 0.02

/**
 * How much of the paper ink must cover for each shade (1 bare paper … 0 all the ink there is). The shades are fitted
 * into what the marks can reach, evenly to the eye, and the coverage then follows from light: a share c of ink leaves
 * 1 - c of the paper's. A light pen on dark paper goes the same way upwards.
 */
export function coverageOf(shade: Plane, { most, threshold, gamma, ...tools }: CoverageOptions): Plane {
  const { paper, ink } = lightsOf(tools.paper ?? 1, tools.ink ?? 0)
  const bare = lightnessOf(paper)
  const full = lightnessOf(paper + (ink - paper) * most)
  const table = Float32Array.from({ length: 1025 }, (_, i) => {
    const share = threshold > 0 ? Math.min(1, i / 1024 / threshold) : 1
    return (luminanceOf(full + (bare - full) * share ** gamma) - paper) / (ink - paper)
  })
  const out = createPlane(shade.width, shade.height)
  for (let i = 0; i < out.data.length; i++) {
    const at = Math.min(Math.max(shade.data[i], 0), 1) * 1023.999
    const bin = at | 0
    out.data[i] = table[bin] + (table[bin + 1] - table[bin]) * (at - bin)
  }
  return out
}

function lightsOf(paper: number, ink: number): { paper: number; ink: number } {
  return Math.abs(paper - ink) < leastStep ? { paper: 1, ink: 0 } : { paper, ink }
}
