import { fromPq, toPq } from './curves.ts'

/** What SDR's white is in HDR, in cd/m² (BT.2408). It is paper white here. */
export const referenceWhite = 203

/** The share of pixels that may be brighter than what is taken for the picture's peak: glints, not the sky. */
const aboveShare = 0.001
const bins = 1024

/** The peak of a picture, in parts of reference white, from each pixel's largest channel; at least 1. */
export function peakOf(largest: Float32Array): number {
  const counts = new Uint32Array(bins)
  for (let i = 0; i < largest.length; i++) {
    counts[Math.min(bins - 1, Math.floor(bins * toPq(largest[i] * referenceWhite)))]++
  }
  let above = 0
  let bin = bins
  while (bin > 0 && above + counts[bin - 1] <= aboveShare * largest.length) above += counts[--bin]
  return Math.max(1, fromPq(bin / bins) / referenceWhite)
}

/**
 * Rolls off what is brighter than paper can be: the curve of BT.2390 (5.4.1, "EETF"), in PQ, that takes `peak` to 1 and
 * leaves the rest below its knee as it is. A picture no brighter than reference white stays as it is.
 */
export function rollOff(peak: number): (value: number) => number {
  const top = toPq(peak * referenceWhite)
  const white = toPq(referenceWhite) / top
  const knee = 1.5 * white - 0.5
  if (!(peak > 1.02) || knee >= 1) return (value) => Math.min(1, value)
  return (value) => {
    const e = Math.min(1, toPq(value * referenceWhite) / top)
    if (e < knee) return value
    const t = (e - knee) / (1 - knee)
    const t2 = t * t
    const t3 = t2 * t
    const bent = (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (3 * t2 - 2 * t3) * white
    return Math.min(1, fromPq(bent * top) / referenceWhite)
  }
}
