import type { Curves, Stroke } from '../types.ts'
import { chainCount, isStraightPiece, partBetween, pointOn } from './chain-pieces.ts'
import { type ChainPlace, createChainFinder } from './find-on-chains.ts'
import { distanceToSide } from './polyline.ts'
import { addSide } from './straight-curves.ts'

/** Inner points of a curve at which its way from a side is looked at. */
const looks = [0.25, 0.5, 0.75]
/** A side stands for no more curves than this. */
const mostPieces = 64

/** A part of a chain, from one place to another in the direction drawn; places of closed ones go on past their end. */
type Span = { readonly chain: number; readonly from: number; readonly to: number }

/**
 * Gives strokes the curves back that they were cut from, whatever was done to them since: joined, turned around, begun
 * elsewhere, cut, thinned out. Runs of sides that follow a chain become the very part of it, nodes kept, handles split
 * where a stroke ends within a curve (de Casteljau); all other sides stay straight. Answers x0, y0, then two handles and
 * an end per curve, or null for a stroke of straight sides alone.
 */
export function createCurveRestorer(curves: Curves): (stroke: Stroke) => Float64Array | null {
  const { chains, strayMm, offMm } = curves
  const { find, follow } = createChainFinder(curves)
  const isRound = chains.map((chain) =>
    Array.from({ length: chainCount(chain) }, (_, piece) => !isStraightPiece(chain, piece)),
  )
  const isLoop = chains.map(
    (chain) => chain[0] === chain[chain.length - 2] && chain[1] === chain[chain.length - 1],
  )

  /** The part of a chain that a side stands for; null for a straight side. */
  function spanOf(
    points: Float64Array,
    [a, b]: readonly [number, number],
    [starts, ends]: readonly [readonly ChainPlace[], readonly ChainPlace[]],
    before: Span | null,
  ): Span | null {
    const side = [points[a * 2], points[a * 2 + 1], points[b * 2], points[b * 2 + 1]] as const
    let best: Span | null = null
    let least = Number.POSITIVE_INFINITY
    for (const start of starts) {
      for (const end of ends) {
        if (start.chain !== end.chain) continue
        const around = isLoop[start.chain] ? chainCount(chains[start.chain]) : 0
        for (const turn of around > 0 ? [0, around, -around] : [0]) {
          const span = { chain: start.chain, from: start.at, to: end.at + turn }
          if (!isRoundWithin(span)) continue
          const stray = strayOf(span, ...side)
          // What goes on from the side before is what was drawn.
          const rank = stray - (before && goesOn(before, span) ? offMm + strayMm : 0)
          if (stray > offMm + strayMm || rank >= least) continue
          least = rank
          best = span
        }
      }
    }
    return best
  }

  function isRoundWithin({ chain, from, to }: Span): boolean {
    const [low, high] = [Math.floor(Math.min(from, to)), Math.ceil(Math.max(from, to))]
    if (from === to || high - low > mostPieces) return false
    const count = isRound[chain].length
    for (let piece = low; piece < high; piece++) if (isRound[chain][inLoop(piece, count)]) return true
    return false
  }

  function strayOf({ chain, from, to }: Span, ax: number, ay: number, bx: number, by: number): number {
    const count = isRound[chain].length
    const [low, high] = [Math.min(from, to), Math.max(from, to)]
    let stray = 0
    for (let piece = Math.floor(low); piece < high; piece++) {
      const [first, last] = [Math.max(low, piece), Math.min(high, piece + 1)]
      for (const share of last < high ? [...looks, 1] : looks) {
        const [x, y] = pointOn(chains[chain], inLoop(piece, count), first - piece + (last - first) * share)
        stray = Math.max(stray, distanceToSide(x, y, ax, ay, bx, by))
      }
    }
    return stray
  }

  function goesOn(before: Span, { chain, from, to }: Span): boolean {
    if (before.chain !== chain || before.to > before.from !== to > from) return false
    const turns = (before.to - from) / isRound[chain].length
    return Math.abs(turns - Math.round(turns)) * isRound[chain].length < 1e-6
  }

  /** Adds the curves of a part of a chain; it begins where `out` ends and its end goes to (x, y). */
  function addSpan({ chain, from, to }: Span, x: number, y: number, out: number[]): void {
    const count = isRound[chain].length
    const [low, high] = [Math.min(from, to), Math.max(from, to)]
    const pieces: number[][] = []
    for (let piece = Math.floor(low); piece < high; piece++) {
      const [first, last] = [Math.max(low, piece) - piece, Math.min(high, piece + 1) - piece]
      if (last - first > 1e-9) pieces.push(partBetween(chains[chain], inLoop(piece, count), first, last))
    }
    if (from > to) pieces.reverse()
    for (const [i, curve] of pieces.entries()) {
      const [x0, y0, x1, y1, x2, y2, x3, y3] = from > to ? reversed(curve) : curve
      // Where a cut put the end of a stroke beside its chain, the handle there goes with it.
      const [startX, startY] = out.slice(-2)
      const [endX, endY] = i === pieces.length - 1 ? [x, y] : [x3, y3]
      out.push(x1 + startX - x0, y1 + startY - y0, x2 + endX - x3, y2 + endY - y3, endX, endY)
    }
  }

  /** The sides of a stroke in runs that follow one chain, and each other side by itself; runs end at `to`. */
  function runsOf({ points, closed }: Stroke): { span: Span | null; to: number }[] {
    const count = points.length / 2
    const placesOf = (vertex: number) => find(points[vertex * 2], points[vertex * 2 + 1])
    const runs: { span: Span | null; to: number }[] = []
    let starts = placesOf(0)
    let last: Span | null = null
    for (let i = 0; i < (closed ? count : count - 1); i++) {
      const to = (i + 1) % count
      const onward = last && nextPlace(last, points[to * 2], points[to * 2 + 1])
      let ends = onward ? [onward] : placesOf(to)
      let span: Span | null = spanOf(points, [i, to], [starts, ends], last)
      if (!span) {
        // What was only followed may be the beginning of another chain too.
        starts = placesOf(i)
        ends = placesOf(to)
        span = spanOf(points, [i, to], [starts, ends], last)
      }
      const run: Span | null = runs.at(-1)?.span ?? null
      if (run && last && span && goesOn(last, span))
        runs[runs.length - 1] = { span: { ...run, to: run.to + span.to - span.from }, to }
      else runs.push({ span, to })
      last = span
      starts = ends
    }
    return runs
  }

  /** Where a point is that lies as far on as the end of a side before it lies from its start. */
  function nextPlace({ chain, from, to }: Span, x: number, y: number): ChainPlace | null {
    const at = isLoop[chain] ? inLoop(Math.floor(to), chainCount(chains[chain])) + to - Math.floor(to) : to
    return follow({ chain, at }, to - from, x, y)
  }

  return (stroke) => {
    const { points } = stroke
    const runs = runsOf(stroke)
    if (runs.every(({ span }) => span === null)) return null
    const out = [points[0], points[1]]
    for (const { span, to } of runs) {
      const [x, y] = [points[to * 2], points[to * 2 + 1]]
      if (span) addSpan(span, x, y, out)
      else addSide(out, x, y)
    }
    return Float64Array.from(out)
  }
}

/** The number of a curve of a loop, however often it was gone round either way. */
function inLoop(piece: number, count: number): number {
  return ((piece % count) + count) % count
}

function reversed(curve: readonly number[]): number[] {
  return [6, 4, 2, 0].flatMap((i) => [curve[i], curve[i + 1]])
}
