import type { Stroke } from '../types.ts'
import { reshaped } from './curves/arcs.ts'
import { strokeLength } from './polyline.ts'

export type CutOptions = {
  /** Pieces no longer than this go, in the points' unit; all of them stay unless told. */
  readonly longerThan?: number
  /** The point at a share of a side between its ends; on the straight line unless told. */
  readonly pointAt?: (
    ax: number,
    ay: number,
    bx: number,
    by: number,
    share: number,
  ) => readonly [number, number]
}

/**
 * What is kept of a stroke: `spansOf` names, for each side with a length, the spans to keep as from, to, from, to … in
 * shares of it, ascending. Pieces go on over corners. A stroke of which all is kept passes as it is; a loop that is cut
 * becomes open pieces, the piece through its start in one.
 */
export function cutStroke(
  stroke: Stroke,
  spansOf: (ax: number, ay: number, bx: number, by: number, length: number) => readonly number[],
  { longerThan = -1, pointAt = straight }: CutOptions = {},
): Stroke[] {
  const { points, closed } = stroke
  const count = points.length / 2
  const pieces: Piece[] = []
  let piece: Piece = { points: [], from: [] }
  let isWhole = true
  const finish = () => {
    if (piece.points.length > 0 && strokeLength({ points: piece.points, closed: false }) > longerThan)
      pieces.push(piece)
    piece = { points: [], from: [] }
  }
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const j = (i + 1) % count
    const [ax, ay, bx, by] = [points[i * 2], points[i * 2 + 1], points[j * 2], points[j * 2 + 1]]
    const length = Math.hypot(bx - ax, by - ay)
    if (length === 0) continue
    const spans = spansOf(ax, ay, bx, by, length)
    isWhole &&= spans.length === 2 && spans[0] === 0 && spans[1] === 1
    const add = (share: number) => {
      piece.from.push(i + share)
      if (share === 0) piece.points.push(ax, ay)
      else if (share === 1) piece.points.push(bx, by)
      else piece.points.push(...pointAt(ax, ay, bx, by, share))
    }
    for (let k = 0; k < spans.length; k += 2) {
      if (spans[k] > 0) finish()
      if (piece.points.length === 0) add(spans[k])
      add(spans[k + 1])
    }
    if (spans[spans.length - 1] !== 1) finish()
  }
  if (isWhole) return [stroke]
  finish()
  // The start of a loop is no end: what was drawn up to it goes before what was drawn from it.
  const first = pieces[0]
  const last = pieces[pieces.length - 1]
  if (
    closed &&
    pieces.length > 1 &&
    isAt(first.points, 0, points) &&
    isAt(last.points, last.points.length - 2, points)
  ) {
    pieces.pop()
    pieces[0] = {
      points: [...last.points, ...first.points.slice(2)],
      from: [...last.from, ...first.from.slice(1).map((place) => place + count)],
    }
  }
  return pieces.map((kept) => reshaped(stroke, Float64Array.from(kept.points), false, kept.from))
}

/** Points, and where on the stroke each of them lies: 2.5 halfway from its point 2 to 3. */
type Piece = { readonly points: number[]; readonly from: number[] }

function straight(ax: number, ay: number, bx: number, by: number, share: number): [number, number] {
  return [ax + (bx - ax) * share, ay + (by - ay) * share]
}

function isAt(piece: readonly number[], at: number, points: Float64Array): boolean {
  return piece[at] === points[0] && piece[at + 1] === points[1]
}
