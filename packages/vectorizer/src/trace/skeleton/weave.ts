import { samplePlane } from '@plotline/strokes/tone/plane'
import type { Ink } from '../../edges/ink.ts'
import type { Chain } from '../chain.ts'
import type { Joint } from './bones.ts'
import { bridge } from './crossing.ts'
import { type Leaving, turnBetween } from './leaving.ts'
import { leavingOf, outlineAt, type Strand } from './strand.ts'

/** Strands that meet go on as one stroke when they turn by less than this between them, in radians. */
const mostTurn = 1.25

/** A piece of line between the strands: from a sure end to where it goes on or stops. */
type Link = readonly number[]

/**
 * Makes strokes of strands: at each joint those go on as one that need to turn least, all pairs weighed together; the
 * gap that the joint left is bridged by a cubic in their directions. What finds no partner runs on straight until it
 * meets the stroke that goes through. Loose ends grow to where a round pen would have been put down.
 */
export function weaveStrands(strands: readonly Strand[], joints: readonly Joint[], ink: Ink): Chain[] {
  const leaving = strands.flatMap((strand) =>
    strand.from < 0 ? [undefined, undefined] : [leavingOf(strand, true), leavingOf(strand, false)],
  )
  const ends: number[][] = joints.map(() => [])
  strands.forEach(({ from, to }, index) => {
    if (from < 0) return
    ends[from].push(index * 2)
    ends[to].push(index * 2 + 1)
  })
  const partner = new Int32Array(strands.length * 2).fill(-1)
  // For each end the points between it and its partner or its own stop, in the order in which one goes out.
  const links: Link[] = Array.from({ length: strands.length * 2 }, () => [])
  joints.forEach((joint, index) => {
    const meeting = ends[index]
    if (meeting.length === 0) return
    const out = (end: number) => leaving[end] ?? { x: joint.x, y: joint.y, dx: 1, dy: 0 }
    if (meeting.length === 1) {
      links[meeting[0]] = tipOf(out(meeting[0]), strands[meeting[0] >> 1].radius, ink)
      return
    }
    const through: Link[] = []
    for (const [a, b] of pairsOf(meeting, out)) {
      partner[a] = b
      partner[b] = a
      const curve = bridge(out(a), out(b))
      links[a] = curve
      links[b] = backwards(curve)
      through.push([...tailOf(strands[a >> 1], a), ...curve, ...backwards(tailOf(strands[b >> 1], b))])
    }
    const single = meeting.filter((end) => partner[end] < 0)
    const center = through.length > 0 ? undefined : meetingPoint(single.map(out), joint)
    for (const end of single) links[end] = center ?? landing(out(end), through, joint, ink)
  })
  return follow(strands, partner, links)
}

function follow(strands: readonly Strand[], partner: Int32Array, links: readonly Link[]): Chain[] {
  const used = new Uint8Array(strands.length)
  const chains: Chain[] = []
  const run = (first: number) => {
    const points: number[] = []
    const radii: number[] = []
    const add = (part: ArrayLike<number>, radius: number) => {
      for (let k = 0; k < part.length; k += 2) {
        points.push(part[k], part[k + 1])
        radii.push(radius)
      }
    }
    const start = strands[first >> 1]
    const isLoop = start.from < 0
    if (!isLoop && partner[first] < 0) add(backwards(links[first]), start.radius)
    for (let end = first; ; ) {
      const strand = strands[end >> 1]
      used[end >> 1] = 1
      add(end & 1 ? backwards(strand.points) : strand.points, strand.radius)
      if (isLoop) break
      add(links[end ^ 1], strand.radius)
      end = partner[end ^ 1]
      if (end < 0 || used[end >> 1]) break
    }
    const closed = isLoop || partner[first] >= 0
    if (radii.length > 1)
      chains.push({ points: Float64Array.from(points), strength: Float32Array.from(radii), closed })
  }
  for (let end = 0; end < partner.length; end++) {
    if (!used[end >> 1] && partner[end] < 0 && strands[end >> 1].from >= 0) run(end)
  }
  for (let index = 0; index < strands.length; index++) if (!used[index]) run(index * 2)
  return chains
}

/** The pairs that together turn least; every pair saves what it turns less than `mostTurn`. */
function pairsOf(ends: readonly number[], out: (end: number) => Leaving): [number, number][] {
  if (ends.length === 2 && (ends[0] ^ 1) !== ends[1]) return [[ends[0], ends[1]]]
  const pairs: { a: number; b: number; saved: number }[] = []
  for (let i = 0; i < ends.length; i++) {
    for (let j = i + 1; j < ends.length; j++) {
      const saved = mostTurn - turnBetween(out(ends[i]), out(ends[j]))
      if (saved > 0) pairs.push({ a: ends[i], b: ends[j], saved })
    }
  }
  pairs.sort((p, q) => q.saved - p.saved || p.a - q.a || p.b - q.b)
  // More than a dozen pairs come up only in blots, where the greedy choice is as good as any.
  return (pairs.length <= 12 ? best(pairs, 0, new Set()) : greedy(pairs)).map(({ a, b }) => [a, b])
}

type Pair = { readonly a: number; readonly b: number; readonly saved: number }

function best(pairs: readonly Pair[], from: number, taken: Set<number>): Pair[] {
  let most: Pair[] = []
  let mostSaved = 0
  for (let k = from; k < pairs.length; k++) {
    const { a, b } = pairs[k]
    if (taken.has(a) || taken.has(b)) continue
    taken.add(a).add(b)
    const choice = [pairs[k], ...best(pairs, k + 1, taken)]
    taken.delete(a)
    taken.delete(b)
    const saved = choice.reduce((sum, pair) => sum + pair.saved, 0)
    if (saved <= mostSaved) continue
    mostSaved = saved
    most = choice
  }
  return most
}

function greedy(pairs: readonly Pair[]): Pair[] {
  const taken = new Set<number>()
  return pairs.filter(({ a, b }) => {
    if (taken.has(a) || taken.has(b)) return false
    taken.add(a).add(b)
    return true
  })
}

/** The way from a loose end straight on to where a round pen of the stroke's width would have stood. */
function tipOf({ x, y, dx, dy }: Leaving, radius: number, ink: Ink): number[] {
  const outline = outlineAt(x, y, dx, dy, radius * 2, ink)
  const further = outline - radius
  return further > 0.3 ? [x + dx * further, y + dy * further] : []
}

/** The last points of a strand towards its end, that end last. */
function tailOf({ points }: Strand, end: number): number[] {
  const from = Math.max(0, points.length - 2 * tailPx)
  return end & 1 ? [...points.slice(from)] : backwards(points.slice(0, 2 * tailPx))
}

/** How far along a stroke another may come to land on it. */
const tailPx = 40
/** A stroke that joins another at a small angle goes on within about 20° of its direction. */
const joining = 0.94

/**
 * Where a stroke without partner ends: on the first stroke through the joint that it meets straight on, else where it
 * runs into one at a small angle, else at the nearest.
 */
function landing(
  { x, y, dx, dy }: Leaving,
  through: readonly Link[],
  joint: Joint,
  { share }: Ink,
): number[] {
  // As far as its own ink goes on, or over the joint.
  let most = 3 * joint.radius + 2
  while (most < tailPx && samplePlane(share, x + dx * most, y + dy * most) > 0.5) most++
  let first = most
  let nearest: number[] = [joint.x, joint.y]
  let least = Number.POSITIVE_INFINITY
  let ahead: number[] | undefined
  let leastAhead = Number.POSITIVE_INFINITY
  for (const line of through) {
    for (let k = 2; k < line.length; k += 2) {
      const ex = line[k] - line[k - 2]
      const ey = line[k + 1] - line[k - 1]
      const across = dx * ey - dy * ex
      const px = line[k - 2] - x
      const py = line[k - 1] - y
      const along = across === 0 ? -1 : (px * ey - py * ex) / across
      const share = across === 0 ? -1 : (px * dy - py * dx) / across
      if (along >= 0 && along < first && share >= -0.05 && share <= 1.05) first = along
      const [tx, ty] = [line[k] - x, line[k + 1] - y]
      const distance = Math.sqrt(tx * tx + ty * ty)
      if (distance < leastAhead && tx * dx + ty * dy > joining * distance) {
        leastAhead = distance
        ahead = [line[k], line[k + 1]]
      }
      if (distance >= least) continue
      least = distance
      nearest = [line[k], line[k + 1]]
    }
  }
  return first < most ? [x + dx * first, y + dy * first] : (ahead ?? nearest)
}

/** Where lines that all end at a joint would meet: nearest to all of them, if that is within the joint. */
function meetingPoint(lines: readonly Leaving[], joint: Joint): number[] {
  let xx = 0
  let xy = 0
  let yy = 0
  let sumX = 0
  let sumY = 0
  for (const { x, y, dx, dy } of lines) {
    const offset = dy * x - dx * y
    xx += dy * dy
    xy -= dx * dy
    yy += dx * dx
    sumX += dy * offset
    sumY -= dx * offset
  }
  const size = xx * yy - xy * xy
  if (size < 0.05) return [joint.x, joint.y]
  const x = (sumX * yy - sumY * xy) / size
  const y = (sumY * xx - sumX * xy) / size
  const isInside = (x - joint.x) ** 2 + (y - joint.y) ** 2 <= joint.radius ** 2
  return isInside ? [x, y] : [joint.x, joint.y]
}

function backwards(points: ArrayLike<number>): number[] {
  const out: number[] = []
  for (let k = points.length - 2; k >= 0; k -= 2) out.push(points[k], points[k + 1])
  return out
}
