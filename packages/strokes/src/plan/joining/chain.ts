import { joinArcs, reversedArcs } from '../../geometry/curves/arcs.ts'
import type { Arc, Stroke } from '../../types.ts'

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
    chains.push({ first: id, stroke: joinPieces(strokes, pieces, closed) })
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

/** All pieces in a row; each is entered at the end it is named by. Points that coincide are kept once. */
function joinPieces(strokes: readonly Stroke[], pieces: readonly number[], closed: boolean): Stroke {
  const size = pieces.reduce((sum, end) => sum + strokes[end >> 1].points.length, 0)
  const joined = new Float64Array(size)
  const arcs: Arc[] = []
  let at = 0
  for (const end of pieces) {
    const piece = strokes[end >> 1]
    const { points } = piece
    const backwards = (end & 1) === 1
    const own = backwards ? reversedArcs(piece, points.length / 2) : piece.arcs
    const start = backwards ? points.length - 2 : 0
    const isNext = at > 0 && joined[at - 2] === points[start] && joined[at - 1] === points[start + 1]
    const shift = at / 2 - (isNext ? 1 : 0)
    for (const arc of own?.toSorted((a, b) => a.first - b.first) ?? [])
      arcs.push({ ...arc, first: arc.first + shift })
    for (let i = 0; i < points.length; i += 2) {
      if (i === 0 && isNext) continue
      const from = backwards ? points.length - 2 - i : i
      joined[at++] = points[from]
      joined[at++] = points[from + 1]
    }
  }
  const seamRepeats = closed && at > 4 && joined[0] === joined[at - 2] && joined[1] === joined[at - 1]
  const { arcs: _, ...own } = strokes[pieces[0] >> 1]
  const points = joined.slice(0, seamRepeats ? at - 2 : at)
  return { ...own, points, closed, ...(arcs.length > 0 ? { arcs: joinArcs(arcs) } : {}) }
}
