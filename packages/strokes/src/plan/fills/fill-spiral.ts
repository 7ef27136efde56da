import { distanceToSide, shareOfSide } from '../../geometry/polyline.ts'
import { createSegmentGrid } from '../../geometry/segment-grid.ts'
import type { Stroke } from '../../types.ts'

/** A ring is beside another where it is no further off than this many spacings. */
const besideFactor = 1.5
/** In a corner the ring inside it is further off; no spiral goes into sharper ones. */
const cornerFactor = 5

/**
 * Spirals of rings that lie within one another: a whole turn along the border, then each turn from one ring to the next,
 * and a whole turn at the end. A ring that parts into several, or two that meet, begin spirals of their own.
 * Yields after each level. Reports 0…1.
 */
export function* spiralsOf(
  levels: readonly Float64Array[][],
  spacingMm: number,
): Generator<number, Stroke[]> {
  const spirals: Stroke[] = []
  let open: Turn[] = []
  for (const [level, rings] of levels.entries()) {
    const free = new Set(rings)
    const next: Turn[] = []
    for (const turn of open) {
      const beside = rings.filter(
        (inner) => turn.find(inner[0], inner[1]).distance < spacingMm * besideFactor,
      )
      const [inner] = beside
      // Where a ring parts there are several, where two meet it is taken.
      const inward = beside.length === 1 && free.has(inner) ? goInward(turn, inner, spacingMm) : null
      if (inward) free.delete(inner)
      if (inward) next.push(inward)
      else spirals.push(finished(turn))
    }
    for (const ring of free) next.push(begun(ring, spacingMm))
    open = next
    yield (level + 1) / levels.length
  }
  return [...spirals, ...open.map(finished)]
}

/** A spiral so far: it has come to the start of a ring, the points of which know how far round they are, 0 … 1. */
type Turn = {
  readonly line: number[]
  readonly ring: Float64Array
  readonly shares: readonly number[]
  readonly find: Finder
}

type Finder = (x: number, y: number) => Place

function begun(ring: Float64Array, spacingMm: number): Turn {
  const points = divided(ring, spacingMm)
  const passed = [0]
  for (let i = 2; i < points.length; i += 2)
    passed.push(
      passed[passed.length - 1] + Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]),
    )
  const shares = passed.map((length) => length / passed[passed.length - 1])
  return { line: [...points], ring: points, shares, find: createFinder(points, spacingMm) }
}

function finished({ line, ring }: Turn): Stroke {
  // The first ring is drawn as the spiral begins; where it is the only one that is all.
  const isAlone = line.length === ring.length
  const points = isAlone ? line.slice(0, -2) : [...line, ...ring.subarray(2)]
  return { points: Float64Array.from(points), closed: isAlone }
}

/** One turn from a ring to one that lies inside it all along; null where that leaves out an arm or goes round another. */
function goInward({ line, ring, shares, find }: Turn, inner: Float64Array, spacingMm: number): Turn | null {
  const within = divided(startedNear(inner, ring[0], ring[1], spacingMm), spacingMm)
  const findWithin = createFinder(within, spacingMm)
  const inside = shares.map((_, i) => findWithin(ring[i * 2], ring[i * 2 + 1]))
  if (inside.some(({ distance }) => distance > spacingMm * cornerFactor)) return null
  const last = within.length / 2 - 1
  const outside = Array.from({ length: last + 1 }, (_, i) => find(within[i * 2], within[i * 2 + 1]))
  if (outside.some(({ distance }) => distance > spacingMm * besideFactor)) return null
  for (const [i, near] of inside.entries()) {
    const [x, y] = [ring[i * 2], ring[i * 2 + 1]]
    if (i > 0) line.push(x + (near.x - x) * shares[i], y + (near.y - y) * shares[i])
  }
  // How far round a point of the inner ring is, the outer one says beside it: so turns keep their distance.
  let most = 0
  const inward = outside.map(({ side, share }, i) => {
    if (i === 0 || i === last) return i === 0 ? 0 : 1
    const at = shares[side] + (shares[side + 1] - shares[side]) * share
    // Beside the start either end may be the nearest.
    most = Math.abs(at - i / last) < 0.5 ? Math.max(most, at) : most
    return most
  })
  return { line, ring: within, shares: inward, find: findWithin }
}

/** A ring begun at the place on it that is nearest to a point. */
function startedNear(ring: Float64Array, x: number, y: number, spacingMm: number): Float64Array {
  const looped = Float64Array.of(...ring, ring[0], ring[1])
  const near = createFinder(looped, spacingMm)(x, y)
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

type Place = {
  /** On which side of the line, and how far along it. */
  readonly side: number
  readonly share: number
  readonly x: number
  readonly y: number
  readonly distance: number
}

/** Finds the place on an open line nearest to a point, most quickly where that is a few spacings off. */
function createFinder(line: Float64Array, spacingMm: number): Finder {
  const grid = createSegmentGrid([{ points: line, closed: false }], 2 * spacingMm)
  for (let k = 0; k + 3 < line.length; k += 2) grid.add(line[k], line[k + 1], line[k + 2], line[k + 3])
  return (x, y) => {
    let least = Number.POSITIVE_INFINITY
    let side = 0
    for (const reach of [2 * spacingMm, 8 * spacingMm, Number.POSITIVE_INFINITY]) {
      const see = (ax: number, ay: number, bx: number, by: number, id: number) => {
        const distance = distanceToSide(x, y, ax, ay, bx, by)
        if (distance >= least) return
        least = distance
        side = id
      }
      if (Number.isFinite(reach)) grid.visit(x, y, x, y, reach, see)
      else
        for (let k = 0; k + 3 < line.length; k += 2)
          see(line[k], line[k + 1], line[k + 2], line[k + 3], k / 2)
      if (least <= reach) break
    }
    const [ax, ay, bx, by] = line.subarray(side * 2, side * 2 + 4)
    const share = shareOfSide(x, y, ax, ay, bx, by)
    return { side, share, x: ax + (bx - ax) * share, y: ay + (by - ay) * share, distance: least }
  }
}
