import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import type { Border } from './crack-graph.ts'

/** A border, by its number, as one walks it with an area to the right. */
export type Piece = { readonly border: number; readonly backwards: boolean }

/** The closed contours of an area, each the borders one walks along. */
export type Contours = readonly (readonly Piece[])[]

/** The contours of every area. */
export async function areaContours(
  borders: readonly Border[],
  areas: number,
  pace: Pace = unpaced,
): Promise<Contours[]> {
  const pieces: Piece[][] = Array.from({ length: areas }, () => [])
  borders.forEach(({ leftArea, rightArea }, border) => {
    if (leftArea >= 0) pieces[leftArea].push({ border, backwards: true })
    if (rightArea >= 0) pieces[rightArea].push({ border, backwards: false })
  })
  const contours: Contours[] = []
  for (const own of pieces) {
    contours.push(chain(borders, own))
    await pace(own.length * 800)
  }
  return contours
}

/** The name of the junction at which a piece starts, or ends. */
export function junctionOf({ corners, closed }: Border, atEnd: boolean): number {
  const at = atEnd && !closed ? corners.length - 2 : 0
  return corners[at] * 65536 + corners[at + 1]
}

/** So few are looked through faster than sorted. */
const fewPieces = 16

/** Strings pieces into closed contours. At every junction as many come in as go out, so any way through is right. */
function chain(borders: readonly Border[], pieces: readonly Piece[]): Piece[][] {
  const starts = pieces.map(({ border, backwards }) => junctionOf(borders[border], backwards))
  const startsAt = pieces.length > fewPieces ? Map.groupBy(pieces.keys(), (index) => starts[index]) : null
  const nextFrom = (junction: number) =>
    startsAt
      ? startsAt.get(junction)?.find((index) => !used[index])
      : starts.findIndex((start, index) => start === junction && !used[index])
  const used = new Uint8Array(pieces.length)
  const contours: Piece[][] = []
  for (let first = 0; first < pieces.length; first++) {
    if (used[first]) continue
    const contour: Piece[] = []
    for (let at = first; at >= 0; ) {
      used[at] = 1
      contour.push(pieces[at])
      const { border, backwards } = pieces[at]
      if (borders[border].closed) break
      at = nextFrom(junctionOf(borders[border], !backwards)) ?? -1
    }
    contours.push(contour)
  }
  return contours
}
