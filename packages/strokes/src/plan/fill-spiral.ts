import { distanceToSide } from '../geometry/polyline.ts'
import type { Stroke } from '../types.ts'

/** A ring is beside another where it is no further off than this many spacings. */
const besideFactor = 1.5
/** In a corner the ring inside it is further off; no spiral goes into sharper ones. */
const cornerFactor = 5

/**
 * Spirals of rings that lie within one another: a whole turn along the border, then each turn from one ring to the next,
 * and a whole turn at the end. A ring that parts into several, or two that meet, begin spirals of their own.
 * Yields after each level.
 */
export function* spiralsOf(
  levels: readonly Float64Array[][],
  spacingMm: number,
): Generator<number, Stroke[]> {
  const spirals: Stroke[] = []
  let open: Turn[] = []
  for (const rings of levels) {
    const free = new Set(rings)
    const next: Turn[] = []
    for (const turn of open) {
      const inner = ringInside(turn.ring, rings, free, spacingMm)
      if (inner) free.delete(inner)
      if (inner) next.push(goInward(turn, inner, spacingMm))
      else spirals.push(finished(turn))
    }
    for (const ring of free) next.push(begun(ring, spacingMm))
    open = next
    yield 0
  }
  return [...spirals, ...open.map(finished)]
}

/** A spiral so far: it has come to the start of a ring, the points of which know how far round they are, 0 … 1. */
type Turn = { readonly line: number[]; readonly ring: Float64Array; readonly shares: readonly number[] }

function begun(ring: Float64Array, spacingMm: number): Turn {
  const points = divided(ring, spacingMm)
  const passed = [0]
  for (let i = 2; i < points.length; i += 2)
    passed.push(
      passed[passed.length - 1] + Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]),
    )
  const shares = passed.map((length) => length / passed[passed.length - 1])
  return { line: [...points], ring: points, shares }
}

function finished({ line, ring }: Turn): Stroke {
  // The first ring is drawn as the spiral begins; where it is the only one that is all.
  const isAlone = line.length === ring.length
  const points = isAlone ? line.slice(0, -2) : [...line, ...ring.subarray(2)]
  return { points: Float64Array.from(points), closed: isAlone }
}

/** One turn from a ring to the one inside it. */
function goInward({ line, ring, shares }: Turn, inner: Float64Array, spacingMm: number): Turn {
  const within = divided(startedNear(inner, ring[0], ring[1]), spacingMm)
  for (let i = 1; i < shares.length; i++) {
    const [x, y] = [ring[i * 2], ring[i * 2 + 1]]
    const near = nearestOn(within, x, y)
    line.push(x + (near.x - x) * shares[i], y + (near.y - y) * shares[i])
  }
  // How far round a point of the inner ring is, the outer one says beside it: so turns keep their distance.
  const last = within.length / 2 - 1
  let most = 0
  const inward = Array.from({ length: last + 1 }, (_, i) => {
    if (i === 0 || i === last) return i === 0 ? 0 : 1
    const { side, share } = nearestOn(ring, within[i * 2], within[i * 2 + 1])
    const at = shares[side] + (shares[side + 1] - shares[side]) * share
    // Beside the start either end may be the nearest.
    const isSane = Math.abs(at - i / last) < 0.5
    most = isSane ? Math.max(most, at) : most
    return most
  })
  return { line, ring: within, shares: inward }
}

/** The ring that lies inside another all along it, if there is one: not where rings part, meet or leave out an arm. */
function ringInside(
  ring: Float64Array,
  rings: readonly Float64Array[],
  free: ReadonlySet<Float64Array>,
  spacingMm: number,
): Float64Array | null {
  const beside = rings.filter((inner) => distanceTo(ring, inner[0], inner[1]) < spacingMm * besideFactor)
  const [inner] = beside
  if (beside.length !== 1 || !free.has(inner)) return null
  const looped = Float64Array.of(...inner, inner[0], inner[1])
  for (let i = 0; i < ring.length; i += 2)
    if (distanceTo(looped, ring[i], ring[i + 1]) > spacingMm * cornerFactor) return null
  for (let i = 0; i < inner.length; i += 2)
    if (distanceTo(ring, inner[i], inner[i + 1]) > spacingMm * besideFactor) return null
  return inner
}

/** A ring begun at the place on it that is nearest to a point. */
function startedNear(ring: Float64Array, x: number, y: number): Float64Array {
  const looped = Float64Array.of(...ring, ring[0], ring[1])
  const near = nearestOn(looped, x, y)
  const from = near.side + 1
  const rest = [...ring.subarray(from * 2), ...ring.subarray(0, from * 2)]
  return Float64Array.of(near.x, near.y, ...rest)
}

/** A ring with its start again at its end and no side longer than a few spacings. */
function divided(ring: Float64Array, spacingMm: number): Float64Array {
  const out: number[] = []
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    const [x, y, dx, dy] = [ring[i], ring[i + 1], ring[j] - ring[i], ring[j + 1] - ring[i + 1]]
    const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / (3 * spacingMm)))
    for (let k = 0; k < parts; k++) out.push(x + (dx * k) / parts, y + (dy * k) / parts)
  }
  return Float64Array.of(...out, ring[0], ring[1])
}

function distanceTo(line: Float64Array, x: number, y: number): number {
  const near = nearestOn(line, x, y)
  return Math.hypot(near.x - x, near.y - y)
}

/** The place on an open line nearest to a point: on which side, and how far along it. */
function nearestOn(line: Float64Array, x: number, y: number) {
  let least = Number.POSITIVE_INFINITY
  let side = 0
  for (let k = 0; k + 3 < line.length; k += 2) {
    const distance = distanceToSide(x, y, line[k], line[k + 1], line[k + 2], line[k + 3])
    if (distance >= least) continue
    least = distance
    side = k / 2
  }
  const [ax, ay, bx, by] = line.subarray(side * 2, side * 2 + 4)
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const share = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
  return { side, share, x: ax + dx * share, y: ay + dy * share }
}
