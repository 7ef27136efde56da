import type { Stroke } from '../types.ts'

/**
 * Strings strokes together as `partner` says: end `2 i` is the start of stroke `i`, `2 i + 1` its end, -1 stays free.
 * Each result names the lowest stroke in it and runs in that stroke's direction. A ring of partners becomes a closed
 * stroke.
 */
export function chainStrokes(
  strokes: readonly Stroke[],
  partner: Int32Array,
): { readonly first: number; readonly stroke: Stroke }[] {
  const used = new Uint8Array(strokes.length)
  const chains: { first: number; stroke: Stroke }[] = []
  for (let id = 0; id < strokes.length; id++) {
    if (used[id]) continue
    const { entry, closed } = chainStart(partner, id * 2)
    if (partner[id * 2] < 0 && partner[id * 2 + 1] < 0) {
      used[id] = 1
      chains.push({ first: id, stroke: strokes[id] })
      continue
    }
    const pieces: number[] = []
    let end = entry
    do {
      used[end >> 1] = 1
      pieces.push(end)
      end = partner[end ^ 1]
    } while (end >= 0 && end !== entry)
    chains.push({ first: id, stroke: { points: joinPieces(strokes, pieces, closed), closed } })
  }
  return chains
}

/** Walks back from the start of a stroke to where its chain begins, or once around when it is a ring. */
function chainStart(partner: Int32Array, start: number): { entry: number; closed: boolean } {
  let entry = start
  while (partner[entry] >= 0) {
    entry = partner[entry] ^ 1
    if (entry === start) return { entry: start, closed: true }
  }
  return { entry, closed: false }
}

/** The points of all pieces in a row; each is entered at the end it is named by. Points that coincide are kept once. */
function joinPieces(strokes: readonly Stroke[], pieces: readonly number[], closed: boolean): Float64Array {
  const size = pieces.reduce((sum, end) => sum + strokes[end >> 1].points.length, 0)
  const joined = new Float64Array(size)
  let at = 0
  for (const end of pieces) {
    const { points } = strokes[end >> 1]
    const backwards = (end & 1) === 1
    for (let i = 0; i < points.length; i += 2) {
      const from = backwards ? points.length - 2 - i : i
      const repeats =
        i === 0 && at > 0 && joined[at - 2] === points[from] && joined[at - 1] === points[from + 1]
      if (repeats) continue
      joined[at++] = points[from]
      joined[at++] = points[from + 1]
    }
  }
  const seamRepeats = closed && at > 4 && joined[0] === joined[at - 2] && joined[1] === joined[at - 1]
  return joined.slice(0, seamRepeats ? at - 2 : at)
}
