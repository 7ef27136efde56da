import type { Samples } from './convert.ts'
import { toPq } from './curves.ts'
import type { PixelEncoding } from './encoding.ts'
import { primariesOf } from './primaries.ts'

/** What cameras mean by HDR in a HEIC. */
export const pqOfBt2020: PixelEncoding = { primaries: primariesOf(9), transfer: 'pq' }

/** Where the white of an HDR picture lies, in cd/m²: about 203, and no SDR picture ends so far below its white. */
const darkest = toPq(100)
const brightest = toPq(400)
/** The share of pixels that may be brighter: noise and glints. */
const aboveShare = 0.001
const bins = 1024

/**
 * Whether samples of more than 8 bits, about which nothing at all is said, must be PQ: their white then lies where HDR's
 * does, at little more than half of their range. Some cameras and encoders write HDR without a word of it.
 */
export function isUntaggedPq(samples: Samples): boolean {
  if (!(samples instanceof Uint16Array)) return false
  const counts = new Uint32Array(bins)
  for (let at = 0; at < samples.length; at += 4) {
    counts[Math.max(samples[at], samples[at + 1], samples[at + 2]) >> 6]++
  }
  let above = 0
  let bin = bins
  while (bin > 0 && above + counts[bin - 1] <= (aboveShare * samples.length) / 4) above += counts[--bin]
  return bin / bins > darkest && bin / bins < brightest
}
