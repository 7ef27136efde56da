import { cutCurves } from '@plotline/strokes/geometry/curves/cut-curve'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { reversePoints } from '@plotline/strokes/geometry/polyline'
import { type Contours, junctionOf, type Piece } from './area-contours.ts'
import type { Border } from './crack-graph.ts'
import { type Fit, fitLine, type Point } from './fit-border.ts'

/** A step of color, in OKLab, at which the tolerance is what it is set to. */
const usualStep = 0.07
const strictest = 0.7
const mostLenient = 1.8
/** What fitting takes, about. */
const workPerCorner = 2000

/** The borders of a label image, the contours of its areas, and which of these goes on through a junction. */
export type BorderMap = {
  readonly borders: readonly Border[]
  readonly contours: readonly Contours[]
  readonly rankOf: Int32Array
  readonly width: number
  readonly height: number
}

type Strand = { readonly pieces: readonly Piece[]; readonly closed: boolean }

/**
 * Every border as cubic Béziers in pixels: x0, y0, then two handles and an end per curve. Borders end on corners between
 * pixels; but with `goesThrough`, where three areas meet, the rim of the one of highest rank goes on through smoothly,
 * and the border between the others ends on it, to the bit. `stepBetween` is how far two labels' colors are apart in
 * OKLab, where both have one.
 */
export async function fitBorders(
  { borders, contours, rankOf, width, height }: BorderMap,
  goesThrough: boolean,
  fit: Fit,
  stepBetween: (left: number, right: number) => number | undefined,
  pace: Pace = unpaced,
): Promise<Float64Array[]> {
  const curves: Float64Array[] = new Array(borders.length)
  const stops = goesThrough ? findStops(borders, width, height) : null
  const placed = new Map<number, Point>()
  const byRank = Array.from(rankOf.keys()).sort((a, b) => rankOf[b] - rankOf[a])
  for (const area of byRank) {
    for (const strand of contours[area].flatMap((contour) => strandsOf(contour, area))) {
      await pace(fitStrand(strand) * workPerCorner)
    }
  }
  return curves

  /** The stretches of a contour along areas of lower rank, cut at the junctions where nothing goes through. */
  function strandsOf(contour: readonly Piece[], area: number): Strand[] {
    const isOwn = contour.map(({ border, backwards }) => {
      const other = backwards ? borders[border].rightArea : borders[border].leftArea
      return other < 0 || rankOf[other] < rankOf[area]
    })
    if (contour.length === 1 && borders[contour[0].border].closed)
      return isOwn[0] ? [{ pieces: contour, closed: true }] : []
    const isCut = contour.map((piece, k) => {
      const before = (k + contour.length - 1) % contour.length
      return !isOwn[before] || !stops || stops.has(startOf(piece))
    })
    const first = isCut.findIndex((cut, k) => cut && isOwn[k])
    if (first < 0) return isOwn[0] ? [{ pieces: contour, closed: true }] : []
    const strands: Piece[][] = []
    for (let step = 0; step < contour.length; step++) {
      const k = (first + step) % contour.length
      if (!isOwn[k]) continue
      if (isCut[k]) strands.push([contour[k]])
      else strands[strands.length - 1].push(contour[k])
    }
    return strands.map((pieces) => ({ pieces, closed: false }))
  }

  /** Answers how many corners the strand has. */
  function fitStrand({ pieces, closed }: Strand): number {
    const { corners, starts } = walk(pieces, closed)
    const end = pieces[pieces.length - 1]
    const ends = closed ? [] : [placed.get(startOf(pieces[0])), placed.get(endOf(end))]
    const { curve, placeOf } = fitLine(corners, closed, { ...fit, tolerance: toleranceOf(pieces) }, ends)
    const isUncut = borders[pieces[0].border].closed
    const cuts = isUncut ? [] : starts.slice(closed ? 0 : 1)
    const parts = cutAt(curve, cuts.map(placeOf), closed)
    pieces.forEach((piece, k) => {
      const part = parts[k]
      curves[piece.border] = piece.backwards ? reversePoints(part) : part
      if (!isUncut && (closed || k > 0)) placed.set(startOf(piece), [part[0], part[1]])
    })
    return corners.length / 2
  }

  function startOf({ border, backwards }: Piece): number {
    return junctionOf(borders[border], backwards)
  }

  function endOf({ border, backwards }: Piece): number {
    return junctionOf(borders[border], !backwards)
  }

  /** Colors that differ little may be parted less truly: what is seen of an error is about in proportion to the step. */
  function toleranceOf(pieces: readonly Piece[]): number {
    let sum = 0
    let length = 0
    for (const { border } of pieces) {
      const { corners, left, right } = borders[border]
      sum += corners.length * (stepBetween(left, right) ?? usualStep)
      length += corners.length
    }
    const share = (usualStep / (sum / length)) ** 0.7
    return fit.tolerance * Math.min(mostLenient, Math.max(strictest, share))
  }

  /** The corners along a strand, and the number of the one at which each of its pieces starts. */
  function walk(pieces: readonly Piece[], closed: boolean) {
    const sides = pieces.reduce((sum, { border }) => sum + borders[border].corners.length / 2 - 1, 0)
    // A loop of one border says its start once already, one of many is back at it.
    const isLoop = borders[pieces[0].border].closed
    const out = new Int32Array((closed && !isLoop ? sides : sides + 1) * 2)
    const starts: number[] = []
    let start = 0
    for (const { border, backwards } of pieces) {
      const { corners } = borders[border]
      starts.push(start / 2)
      for (let k = 0; k < corners.length && start + k < out.length; k += 2) {
        const at = backwards ? corners.length - 2 - k : k
        out[start + k] = corners[at]
        out[start + k + 1] = corners[at + 1]
      }
      start += corners.length - 2
    }
    return { corners: out, starts }
  }
}

/** Junctions at which every border ends: where not three meet, and at the edge of the picture. */
function findStops(borders: readonly Border[], width: number, height: number): Set<number> {
  const degree = new Map<number, number>()
  const stops = new Set<number>()
  for (const border of borders) {
    if (border.closed) continue
    for (const atEnd of [false, true]) {
      const key = junctionOf(border, atEnd)
      degree.set(key, (degree.get(key) ?? 0) + 1)
      const [x, y] = border.corners.subarray(atEnd ? -2 : 0)
      if (x === 0 || y === 0 || x === width || y === height) stops.add(key)
    }
  }
  for (const [key, count] of degree) if (count !== 3) stops.add(key)
  return stops
}

/** A strand's curves by its pieces, of which a closed one's may begin anywhere along it. */
function cutAt(curve: Float64Array, places: readonly number[], closed: boolean): Float64Array[] {
  if (places.length === 0) return [curve]
  if (!closed) return cutCurves(curve, onward(places))
  const first = places.indexOf(Math.min(...places))
  const inOrder = [...places.slice(first), ...places.slice(0, first)]
  const [head, ...rest] = cutCurves(curve, onward(inOrder))
  const tail = rest[rest.length - 1]
  const turned = [...rest.slice(0, -1), Float64Array.from([...tail, ...head.subarray(2)])]
  return [...turned.slice(turned.length - first), ...turned.slice(0, turned.length - first)]
}

/** None before the one before it. */
function onward(places: readonly number[]): number[] {
  let least = 0
  return places.map((place) => {
    least = Math.max(least, place)
    return least
  })
}
