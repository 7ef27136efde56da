import { inkAlong, insetBy, outsetBy, shapesOf, sumOfAreas, without } from '../../geometry/areas/polygons.ts'
import { strokeLength } from '../../geometry/polyline.ts'

/** Sharper corners than this, in radians, leave a gap between two rings that is worth a way there and back. */
const sharpest = (80 * Math.PI) / 180
/** Gaps of less ink than this, as a share of the square of the pen's width, stay. */
const leastGap = 0.15
/** Gaps narrower than twice this share of the pen's width stay. */
const hair = 0.05

/** So many levels are made from one. */
const levelsOfBase = 12

type Line = { readonly points: Float64Array; readonly closed: boolean }

export type Rings = {
  /** Closed, each level inside the one before it. */
  readonly levels: readonly Float64Array[][]
  /** Lines through what is left between rings where a shape is no whole number of pens wide. */
  readonly gaps: readonly Line[]
}

/**
 * Rings along the border of a shape, the first half a pen's width inside of it, each a spacing further in. Where they are
 * to cover everything, the rings go out into sharp corners, and lines fill what would be left between two of them.
 * Yields after each. Reports 0…1.
 */
export function* ringsIn(
  shape: readonly Float64Array[],
  { widthMm, spacingMm, isSolid }: { widthMm: number; spacingMm: number; isSolid: boolean },
): Generator<number, Rings> {
  const levels: Float64Array[][] = []
  const gaps: Line[] = []
  // Levels of levels gather points at every corner, and far from a shape its levels take long: some of each.
  let base = shape
  const area = sumOfAreas(shape)
  let done = 0
  for (let level = 0, rest = shape; rest.length > 0; level++) {
    const fromBase = level % levelsOfBase
    if (fromBase === 0) base = rest
    const rings = insetBy(base, fromBase * spacingMm + widthMm / 2)
    const inner = insetBy(base, (fromBase + 1) * spacingMm)
    const spikes = isSolid && level > 0 ? rings.map((ring) => spiked(ring, widthMm)) : []
    if (rings.length > 0) levels.push(spikes.length > 0 ? spikes.map(({ ring }) => ring) : rings)
    // Along the border itself a line through what is narrower than the pen would lie half outside.
    if (isSolid && level > 0 && leavesGaps(rest, rings, inner, widthMm)) {
      const tips = spikes.flatMap((one) => one.spikes)
      const covered = [...outsetBy(rings, widthMm / 2), ...inkAlong(tips, widthMm)]
      for (const gap of shapeGaps(without(rest, covered), widthMm)) gaps.push(gap)
    }
    rest = inner
    // What a level takes is about its length, and so the area between it and the next.
    done = Math.max(done, 1 - sumOfAreas(rest) / area)
    yield done
  }
  return { levels, gaps }
}

/** Whether more, or less where rings overlap, lies between two levels than a pen's width along the ring between them. */
function leavesGaps(
  outer: readonly Float64Array[],
  rings: readonly Float64Array[],
  inner: readonly Float64Array[],
  widthMm: number,
): boolean {
  const length = rings.reduce((total, points) => total + strokeLength({ points, closed: true }), 0)
  const excess = sumOfAreas(outer) - sumOfAreas(inner) - length * widthMm
  return Math.abs(excess) > (leastGap / 2) * widthMm * widthMm
}

/** A ring that goes out into its sharp corners as far as the ring around it leaves them bare. */
function spiked(ring: Float64Array, widthMm: number): { ring: Float64Array; spikes: Float64Array[] } {
  const out: number[] = []
  const spikes: Float64Array[] = []
  const count = ring.length / 2
  for (let i = 0; i < count; i++) {
    const [x, y] = [ring[i * 2], ring[i * 2 + 1]]
    const [before, after] = [((i + count - 1) % count) * 2, ((i + 1) % count) * 2]
    const [ax, ay, toBefore] = unit(ring[before] - x, ring[before + 1] - y)
    const [bx, by, toAfter] = unit(ring[after] - x, ring[after + 1] - y)
    out.push(x, y)
    if (Math.min(toBefore, toAfter) < widthMm / 10) continue
    // Outside is on the right where a ring goes round its area, and where one goes round a hole.
    const isOutward = by * ax - bx * ay < 0
    const corner = Math.acos(Math.min(1, Math.max(-1, ax * bx + ay * by)))
    if (!isOutward || corner > sharpest) continue
    const reach = Math.min(2, (1 / Math.sin(corner / 2) - 1) / 2) * widthMm
    const [ox, oy] = unit(-ax - bx, -ay - by)
    const tip: [number, number] = [x + ox * reach, y + oy * reach]
    out.push(...tip, x, y)
    spikes.push(Float64Array.of(x, y, ...tip))
  }
  return { ring: Float64Array.from(out), spikes }
}

/** A direction, and the length that it had. */
function unit(x: number, y: number): [x: number, y: number, length: number] {
  const length = Math.hypot(x, y) || 1
  return [x / length, y / length, length]
}

/** A line through each of some narrow areas; round what goes round, and where it parts. */
function shapeGaps(all: readonly Float64Array[], widthMm: number): Line[] {
  const least = leastGap * widthMm * widthMm
  // What is a hair wide goes: arcs do not lie on each other to the last digit.
  const gaps = outsetBy(insetBy(all, hair * widthMm), hair * widthMm)
  return shapesOf(gaps, 'nonzero').flatMap((gap): Line[] => {
    const ink = sumOfAreas(gap)
    if (ink < least) return []
    const [outer, ...holes] = gap
    const border = gap.reduce((sum, points) => sum + strokeLength({ points, closed: true }), 0)
    const middle = holes.length > 0 ? null : middleOf(outer, widthMm)
    if (middle) return [{ points: middle, closed: false }]
    // Half the mean width from the border is the middle, about.
    return insetBy([outer], ink / border).map((points) => ({ points, closed: true }))
  })
}

/** Halfway between the two sides of a long narrow area, from tip to tip; null where its sides differ, as where it forks. */
function middleOf(outline: Float64Array, widthMm: number): Float64Array | null {
  const [a, b] = farthestApart(outline)
  const there = rotated(outline, a, b)
  const back = rotated(outline, b, a)
  const [long, short] = [there, back]
    .map((points) => strokeLength({ points, closed: false }))
    .sort((p, q) => q - p)
  if (long > 1.2 * short + widthMm / 4) return null
  const count = Math.max(2, Math.ceil(long / (widthMm / 2)) + 1)
  // The pen reaches half its width further than its line.
  const trim = Math.min(0.45, (0.35 * widthMm) / long)
  const [one, other] = [evenly(there, count, trim), evenly(back, count, trim)]
  const middle = new Float64Array(count * 2)
  for (let i = 0; i < count; i++) {
    const j = count - 1 - i
    middle[i * 2] = (one[i * 2] + other[j * 2]) / 2
    middle[i * 2 + 1] = (one[i * 2 + 1] + other[j * 2 + 1]) / 2
  }
  return middle
}

/** The numbers of two points of an outline that are about as far apart as any: from any to the farthest, twice. */
function farthestApart(outline: Float64Array): [number, number] {
  const farthestFrom = (from: number) => {
    let best = 0
    let most = -1
    for (let i = 0; i < outline.length / 2; i++) {
      const distance = Math.hypot(
        outline[i * 2] - outline[from * 2],
        outline[i * 2 + 1] - outline[from * 2 + 1],
      )
      if (distance <= most) continue
      most = distance
      best = i
    }
    return best
  }
  const first = farthestFrom(farthestFrom(0))
  return [first, farthestFrom(first)]
}

/** The points of a loop from one to another, going on over its end. */
function rotated(outline: Float64Array, from: number, to: number): Float64Array {
  const count = outline.length / 2
  const length = ((to - from + count) % count) + 1
  return Float64Array.from(
    { length: length * 2 },
    (_, i) => outline[((from + (i >> 1)) % count) * 2 + (i % 2)],
  )
}

/** So many points at even distances along a line, without a share of it at both ends. */
function evenly(points: Float64Array, count: number, trim: number): Float64Array {
  const length = strokeLength({ points, closed: false })
  const out = new Float64Array(count * 2)
  let side = 0
  let passed = 0
  for (let i = 0; i < count; i++) {
    const goal = length * (trim + (1 - 2 * trim) * (i / (count - 1)))
    for (;;) {
      const [x0, y0, x1, y1] = points.subarray(side * 2, side * 2 + 4)
      const here = Math.hypot(x1 - x0, y1 - y0)
      if (passed + here < goal && side + 2 < points.length / 2) {
        passed += here
        side++
        continue
      }
      const share = here > 0 ? Math.min(1, (goal - passed) / here) : 0
      out[i * 2] = x0 + (x1 - x0) * share
      out[i * 2 + 1] = y0 + (y1 - y0) * share
      break
    }
  }
  return out
}
