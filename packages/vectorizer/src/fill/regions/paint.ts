import { joinCut } from '@plotline/strokes/geometry/curves/cut-curve'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { areaContours, type Contours, type Piece } from '../../trace/borders/area-contours.ts'
import { addPiece, type FittedBorder, startOf } from './fitted-border.ts'
import { createFlaps } from './flaps.ts'
import { labelOfRank, type PaintOrder, sweptBy } from './paint-order.ts'

/** What a border takes that is written as it is, about. */
const workPerPiece = 1000

/** One coat of paint: the number of its color and its closed contours, even-odd. */
export type Coat = {
  readonly label: number
  readonly contours: readonly Float64Array[]
}

/**
 * Every color on its own, side by side: what borders share are the same curves, so that nothing shows between them. One
 * coat per color.
 */
export function paintCutout(borders: readonly FittedBorder[], contours: readonly Contours[]): Coat[] {
  const coats = new Map<number, Float64Array[]>()
  for (const contour of contours.flat()) {
    const { border, backwards } = contour[0]
    addTo(coats, backwards ? borders[border].left : borders[border].right, chainOf(borders, contour))
  }
  return coatsOf(coats, (label) => label)
}

/**
 * Areas over each other in the order given: each is drawn truly where it borders on what lies below it, and reaches a
 * little under what comes after it by as few curves as will do, so that every border is written once and no seam can
 * show. A coat per rank, and one of the whole picture below them where nothing of it is left bare.
 */
export async function paintStacked(
  borders: readonly FittedBorder[],
  contours: readonly Contours[],
  order: PaintOrder,
  pace: Pace = unpaced,
): Promise<Coat[]> {
  const { rankOf } = order
  const flaps = await createFlaps(borders, order, pace)
  const coats = new Map<number, Float64Array[]>()
  for (const [area, own] of contours.entries()) {
    const rank = rankOf[area]
    for (const contour of own) {
      const isUnder = contour.map(({ border, backwards }) => {
        const beyond = backwards ? borders[border].rightArea : borders[border].leftArea
        return beyond >= 0 && rankOf[beyond] > rank
      })
      if (isUnder.includes(false)) addTo(coats, rank, await partlyUnder(contour, isUnder, rank))
      // A hole is not left where all in it is painted later.
      else if (!isHole(borders, contour)) addTo(coats, rank, await whollyUnder(contour, rank))
      await pace(contour.length * workPerPiece)
    }
  }
  const above = coatsOf(coats, labelOfRank)
  const labels = Array.from(new Set(above.map(({ label }) => label))).sort((a, b) => a - b)
  // Along bare paper its rim would show beside that of what lies on it.
  if (labels.length < 2 || order.rankAt.includes(-1)) return above
  return [await groundCoat(borders, labels[labels.length >> 1]), ...above]

  async function partlyUnder(
    contour: readonly Piece[],
    isUnder: readonly boolean[],
    rank: number,
  ): Promise<number[]> {
    const count = contour.length
    // From where it comes out from under something, if it does.
    const first = isUnder.findIndex((under, k) => !under && isUnder[(k + count - 1) % count])
    const start = Math.max(0, first)
    const chain = startOf(borders, contour[start])
    for (let step = 0; step < count; ) {
      const run: Piece[] = []
      for (; step < count && isUnder[(start + step) % count]; step++)
        run.push(contour[(start + step) % count])
      if (run.length > 0) await flaps.addUnder(chain, run, rank)
      else addJoined(borders, chain, contour[(start + step++) % count])
    }
    return chain
  }

  async function whollyUnder(contour: readonly Piece[], rank: number): Promise<number[]> {
    const chain = startOf(borders, contour[0])
    const half = contour.length >> 1
    if (half > 0) await flaps.addUnder(chain, contour.slice(0, half), rank)
    await flaps.addUnder(chain, contour.slice(half), rank)
    return chain
  }
}

/** The whole picture in a middle color: what could shine through a seam is then no paper. */
async function groundCoat(borders: readonly FittedBorder[], label: number): Promise<Coat> {
  const outer = borders
    .filter(({ leftArea, rightArea }) => leftArea < 0 || rightArea < 0)
    .map((border) => ({
      ...border,
      leftArea: Math.min(0, border.leftArea),
      rightArea: Math.min(0, border.rightArea),
    }))
  const [outlines] = await areaContours(outer, 1)
  const contours = outlines.map((outline) => {
    const chain = startOf(outer, outline[0])
    for (const piece of outline) addJoined(outer, chain, piece)
    return new Float64Array(chain)
  })
  return { label, contours }
}

/** A chain without a curve, as what is smaller than the tolerance may be, is left out. */
function addTo(coats: Map<number, Float64Array[]>, key: number, chain: readonly number[]): void {
  if (chain.length <= 2) return
  const coat = coats.get(key)
  if (coat) coat.push(new Float64Array(chain))
  else coats.set(key, [new Float64Array(chain)])
}

function coatsOf(coats: ReadonlyMap<number, Float64Array[]>, labelOf: (key: number) => number): Coat[] {
  return Array.from(coats)
    .sort(([a], [b]) => a - b)
    .map(([key, contours]) => ({ label: labelOf(key), contours }))
}

function chainOf(borders: readonly FittedBorder[], contour: readonly Piece[]): number[] {
  const chain = startOf(borders, contour[0])
  for (const piece of contour) addPiece(borders, chain, piece)
  return chain
}

/** Adds a border to a chain; a curve that was cut at the junction where the border begins becomes one again. */
function addJoined(borders: readonly FittedBorder[], chain: number[], piece: Piece): void {
  const joint = chain.length
  addPiece(borders, chain, piece)
  joinCut(chain, joint)
}

/** Whether the area beside a contour is around it, not in it. */
function isHole(borders: readonly FittedBorder[], contour: readonly Piece[]): boolean {
  return (
    contour.reduce((sum, { border, backwards }) => sum + sweptBy(borders[border]) * (backwards ? -1 : 1), 0) <
    0
  )
}
