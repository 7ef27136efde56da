import { type Turn, turnPoints } from '../geometry/turn.ts'

/** How points of a drawing come onto another sheet: turned, then (`left`, `top`) goes to (`xMm`, `yMm`), scaled. */
export type Placing = Turn & {
  readonly left: number
  readonly top: number
  readonly scale: number
  readonly xMm: number
  readonly yMm: number
}

/** Points x0, y0, x1, y1 … where a placing puts them. */
export function placePoints(points: ArrayLike<number>, placing: Placing): Float64Array {
  const { left, top, scale, xMm, yMm } = placing
  const placed = turnPoints(points, placing)
  for (let i = 0; i < placed.length; i += 2) {
    placed[i] = (placed[i] - left) * scale + xMm
    placed[i + 1] = (placed[i + 1] - top) * scale + yMm
  }
  return placed
}
