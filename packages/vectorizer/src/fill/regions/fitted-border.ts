import type { Piece } from '../../trace/borders/area-contours.ts'
import type { Border } from '../../trace/borders/crack-graph.ts'

/** A border with its curves: x0, y0, then two handles and an end per curve, in pixels. */
export type FittedBorder = Border & { readonly curve: Float64Array }

/** A chain that begins where a border does, walked either way. */
export function startOf(borders: readonly FittedBorder[], { border, backwards }: Piece): number[] {
  const { curve } = borders[border]
  const at = backwards ? curve.length - 2 : 0
  return [curve[at], curve[at + 1]]
}

/** Adds a border, walked either way, to a chain. */
export function addPiece(
  borders: readonly FittedBorder[],
  chain: number[],
  { border, backwards }: Piece,
): void {
  const { curve } = borders[border]
  const last = curve.length - 2
  if (backwards) for (let at = last - 2; at >= 0; at -= 2) chain.push(curve[at], curve[at + 1])
  else for (let at = 2; at <= last; at += 2) chain.push(curve[at], curve[at + 1])
}
