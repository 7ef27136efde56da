import type { Arc, Stroke } from '../../types.ts'
import { chainCount, isStraightPiece, nearestOn, partBetween, pointOn } from './chain-pieces.ts'
import { addSide } from './straight-curves.ts'

/** Looks at each curve of a chain for the place nearest to a point, before that is refined. */
const looks = 8

/**
 * A stroke of points that lie on another: `from[i]` says where point i does, 2.5 halfway from point 2 to 3, going on past
 * the end of a loop. It keeps all that the other knows of itself, its curves where it goes along them.
 */
export function reshaped(
  stroke: Stroke,
  points: Float64Array,
  closed: boolean,
  from: ArrayLike<number>,
): Stroke {
  const { arcs, ...own } = stroke
  if (!arcs) return { ...own, points, closed }
  const round = stroke.closed ? stroke.points.length / 2 : 0
  const count = points.length / 2
  const kept: Arc[] = []
  let run: Run | null = null
  const finish = () => {
    if (run) kept.push({ chain: run.arc.chain, first: run.first, at: Float64Array.from(run.at) })
    run = null
  }
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const start = from[i]
    const end =
      i + 1 < count ? from[i + 1] : from[0] + Math.max(round, Math.ceil((from[i] - from[0]) / round) * round)
    const found = arcOver(arcs, start, end, round)
    const next = (i + 1) % count
    if (!found) finish()
    else if (run && goesOn(run, found, start, end)) {
      run.at.push(placeOn(found, end, points[next * 2], points[next * 2 + 1]))
      run.end = end
    } else {
      finish()
      const places = [
        placeOn(found, start, points[i * 2], points[i * 2 + 1]),
        placeOn(found, end, points[next * 2], points[next * 2 + 1]),
      ]
      if (places[0] !== places[1]) run = { ...found, first: i, at: places, start, end }
    }
  }
  finish()
  return kept.length > 0 ? { ...own, points, closed, arcs: kept } : { ...own, points, closed }
}

/** An arc that a side lies on, begun `shift` points further on by going round. */
type OnArc = { readonly arc: Arc; readonly shift: number }
type Run = OnArc & { readonly first: number; readonly at: number[]; readonly start: number; end: number }

function arcOver(arcs: readonly Arc[], start: number, end: number, round: number): OnArc | null {
  const [low, high] = [Math.min(start, end), Math.max(start, end)]
  for (const arc of arcs) {
    const shift = round > 0 ? Math.floor((low - arc.first) / round) * round : 0
    const begin = arc.first + shift
    if (low >= begin && high <= begin + arc.at.length - 1) return { arc, shift }
  }
  return null
}

function goesOn(run: Run, { arc, shift }: OnArc, start: number, end: number): boolean {
  return run.arc === arc && run.shift === shift && run.end === start && end > start === run.end > run.start
}

/** Where on its chain a place of the stroke lies, which is at (x, y). */
function placeOn({ arc: { chain, first, at }, shift }: OnArc, from: number, x: number, y: number): number {
  const along = from - first - shift
  const before = Math.min(at.length - 1, Math.floor(along))
  if (before === along) return at[before]
  return nearestBetween(chain, at[before], at[before + 1], x, y)
}

/** The place on a chain, between two, that is nearest to (x, y). */
function nearestBetween(chain: Float64Array, from: number, to: number, x: number, y: number): number {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  const steps = Math.ceil((high - low) * looks)
  let best = low
  let least = Number.POSITIVE_INFINITY
  for (let step = 0; step <= steps; step++) {
    const place = low + ((high - low) * step) / steps
    const [px, py] = pointAt(chain, place)
    const distance = (px - x) ** 2 + (py - y) ** 2
    if (distance < least) [least, best] = [distance, place]
  }
  const piece = Math.min(Math.floor(best), chainCount(chain) - 1)
  return Math.min(high, Math.max(low, piece + nearestOn(chain, piece, best - piece, x, y)))
}

function pointAt(chain: Float64Array, place: number): [number, number] {
  const piece = Math.min(Math.floor(place), chainCount(chain) - 1)
  return pointOn(chain, piece, place - piece)
}

/** The point of a stroke that lies `from` along it, as `reshaped` counts: on its curve where it has one. */
export function pointFrom({ points, closed, arcs = [] }: Stroke, from: number): [number, number] {
  const count = points.length / 2
  const [a, b] = [(Math.floor(from) % count) * 2, ((Math.floor(from) + 1) % count) * 2]
  const share = from - Math.floor(from)
  const x = points[a] + share * (points[b] - points[a])
  const y = points[a + 1] + share * (points[b + 1] - points[a + 1])
  const found = share > 0 ? arcOver(arcs, from, from, closed ? count : 0) : null
  return found ? pointAt(found.arc.chain, placeOn(found, from, x, y)) : [x, y]
}

/** The arcs of a stroke of `count` points drawn from its other end. */
export function reversedArcs({ arcs, closed }: Stroke, count: number): readonly Arc[] | undefined {
  return arcs?.map(({ chain, first, at }) => {
    const last = count - first - at.length
    return { chain, first: closed ? (last + 2 * count) % count : last, at: at.toReversed() }
  })
}

/** The arcs of a loop of `count` points begun at another of them. */
export function rotatedArcs({ arcs }: Stroke, count: number, vertex: number): readonly Arc[] | undefined {
  return arcs?.map((arc) => ({ ...arc, first: (arc.first - vertex + count) % count }))
}

/** Arcs one after another; where one goes on from the one before on its chain, the two are one. */
export function joinArcs(arcs: readonly Arc[]): Arc[] {
  const runs: Arc[][] = []
  for (const arc of arcs) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    const isOnward =
      before &&
      before.chain === arc.chain &&
      before.first + before.at.length - 1 === arc.first &&
      before.at[before.at.length - 1] === arc.at[0] &&
      before.at[1] > before.at[0] === arc.at[1] > arc.at[0]
    if (run && isOnward) run.push(arc)
    else runs.push([arc])
  }
  return runs.map((run) => (run.length === 1 ? run[0] : { ...run[0], at: placesOf(run) }))
}

/** The places of arcs that go on from each other, those in common once. */
function placesOf(run: readonly Arc[]): Float64Array {
  const at = new Float64Array(run.reduce((sum, arc) => sum + arc.at.length - 1, 1))
  let begun = 0
  for (const arc of run) {
    at.set(arc.at, begun)
    begun += arc.at.length - 1
  }
  return at
}

/**
 * The way to move strokes with their curves, by moving points and handles alike: scaling, turning, shifting. Curves that
 * strokes have in common stay common.
 */
export function strokeMover(move: (points: Float64Array) => Float64Array): (stroke: Stroke) => Stroke {
  const moved = new Map<Float64Array, Float64Array>()
  const moveChain = (chain: Float64Array) => {
    const known = moved.get(chain) ?? move(chain)
    moved.set(chain, known)
    return known
  }
  return (stroke) => ({
    ...stroke,
    points: move(stroke.points),
    ...(stroke.arcs ? { arcs: stroke.arcs.map((arc) => ({ ...arc, chain: moveChain(arc.chain) })) } : {}),
  })
}

/**
 * A stroke as x0, y0, then two handles and an end per curve: the very Béziers it was cut from with their nodes, handles
 * split where it ends within one (de Casteljau), and straight sides. `null` for one of straight sides alone.
 */
export function pathOf(stroke: Stroke): Float64Array | null {
  const { points, closed, arcs = [] } = stroke
  if (!arcs.some(isRound)) return null
  const count = points.length / 2
  const parts = arcs.flatMap((arc) => withinTurn(arc, count)).sort((a, b) => a.first - b.first)
  const out = [points[0], points[1]]
  const sideTo = (vertex: number) =>
    addSide(out, points[(vertex % count) * 2], points[(vertex % count) * 2 + 1])
  let reached = 0
  for (const { chain, first, at } of parts) {
    while (reached < first) sideTo(++reached)
    reached = first + at.length - 1
    const end = (reached % count) * 2
    addPart(out, chain, [at[0], at[at.length - 1]], [points[end], points[end + 1]])
  }
  const last = closed ? count : count - 1
  while (reached < last) sideTo(++reached)
  return Float64Array.from(out)
}

function isRound({ chain, at }: Arc): boolean {
  const [low, high] = [Math.min(at[0], at[at.length - 1]), Math.max(at[0], at[at.length - 1])]
  for (let piece = Math.floor(low); piece < high; piece++) if (!isStraightPiece(chain, piece)) return true
  return false
}

/** An arc that goes over the start of a loop of `count` points, parted there. */
function withinTurn({ chain, first, at }: Arc, count: number): Arc[] {
  const until = count - first
  if (at.length - 1 <= until) return [{ chain, first, at }]
  return [
    { chain, first, at: at.subarray(0, until + 1) },
    { chain, first: 0, at: at.subarray(until) },
  ]
}

/** Adds the curves of a part of a chain to those that end where it begins; its own end goes to (x, y). */
function addPart(
  out: number[],
  chain: Float64Array,
  [from, to]: readonly [number, number],
  [x, y]: readonly [number, number],
): void {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  const curves: number[][] = []
  for (let piece = Math.floor(low); piece < high; piece++) {
    const [start, end] = [Math.max(low, piece) - piece, Math.min(high, piece + 1) - piece]
    if (end - start > 1e-9) curves.push(partBetween(chain, piece, start, end))
  }
  if (from > to) curves.reverse()
  for (const [i, curve] of curves.entries()) {
    const [x0, y0, x1, y1, x2, y2, x3, y3] = from > to ? backwards(curve) : curve
    // Where a cut put the end of a stroke beside its chain, the handle there goes with it.
    const [startX, startY] = out.slice(-2)
    const [endX, endY] = i === curves.length - 1 ? [x, y] : [x3, y3]
    out.push(x1 + startX - x0, y1 + startY - y0, x2 + endX - x3, y2 + endY - y3, endX, endY)
  }
}

function backwards(curve: readonly number[]): number[] {
  return [6, 4, 2, 0].flatMap((i) => [curve[i], curve[i + 1]])
}
