import type { Plane } from '@plotline/strokes'

/** Diameters of dots in mm: in the lights and where there is most ink. */
export type DotSizes = {
  readonly smallestMm: number
  readonly largestMm: number
  /** The most ink there is, where the largest dots are. */
  readonly most: number
}

/** Less ink than this is paper. */
const leastInk = 0.004
/** The smallest dots are this share of the largest ones. */
const lightShare = 0.42

/** The diameter of dots where ink is to cover `ink` of the paper: between the two sizes, by area. */
export function dotDiameter(ink: number, { smallestMm, largestMm, most }: DotSizes): number {
  const share = Math.min(1, Math.max(0, ink) / most)
  return Math.sqrt(smallestMm * smallestMm + (largestMm * largestMm - smallestMm * smallestMm) * share)
}

/** How many dots per mm² cover `ink` of the paper, those that run into each other made up for. */
export function dotsPerMm2(ink: number, sizes: DotSizes): number {
  if (ink < leastInk) return 0
  const diameter = dotDiameter(ink, sizes)
  return spentFor(ink) / ((Math.PI / 4) * diameter * diameter)
}

/**
 * Sizes with which about `wanted` dots lay a plane of ink. A size that is given stays; none is smaller than the pen
 * draws, so that fewer dots come out where the paper is small for them.
 */
export function dotSizesFor(
  ink: Plane,
  { mmPerPx, leastMm, most, wanted, smallestMm, largestMm }: SizeOptions,
): DotSizes {
  const sizesAt = (diameterMm: number): DotSizes => {
    const large = largestMm ?? Math.max(diameterMm, smallestMm ?? leastMm)
    return {
      smallestMm: smallestMm ?? Math.max(Math.min(leastMm, large), large * lightShare),
      largestMm: large,
      most,
    }
  }
  const counts = histogramOf(ink, mmPerPx)
  let low = leastMm
  let high = 20
  for (let round = 0; round < 24; round++) {
    const middle = Math.sqrt(low * high)
    if (countDots(counts, sizesAt(middle)) > wanted) low = middle
    else high = middle
  }
  return sizesAt(high)
}

export type SizeOptions = {
  readonly mmPerPx: number
  readonly leastMm: number
  readonly most: number
  readonly wanted: number
  readonly smallestMm?: number
  readonly largestMm?: number
}

/** How many dots it takes, by an area in mm² per share of ink. */
export function countDots(areas: Float64Array, sizes: DotSizes): number {
  let sum = 0
  for (let bin = 0; bin < areas.length; bin++)
    sum += areas[bin] * dotsPerMm2((bin + 0.5) / areas.length, sizes)
  return sum
}

/** The mm² of a plane per share of ink, in 256 bins. */
export function histogramOf(ink: Plane, mmPerPx: number): Float64Array {
  const areas = new Float64Array(256)
  for (const share of ink.data)
    if (share >= leastInk) areas[Math.min(255, (share * 256) | 0)] += mmPerPx * mmPerPx
  return areas
}

/**
 * The area of dots it takes to cover a share of paper, as a share of paper: measured on evenly spread points.
 */
function spentFor(ink: number): number {
  return ink
}
