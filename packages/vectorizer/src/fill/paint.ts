import { createUnion } from '../geometry/union.ts'
import type { Border, CrackGraph } from '../trace/crack-graph.ts'
import { nothing } from '../trace/crack-graph.ts'

/** A border with its curves: x0, y0, then two handles and an end per curve, in pixels. */
export type FittedBorder = Border & { readonly curve: Float64Array }

/** One coat of paint: the number of its color and its closed contours, even-odd. */
export type Coat = {
  readonly label: number
  readonly contours: readonly Float64Array[]
}

/**
 * Every color on its own, side by side: what borders share are the same curves, so that nothing shows between them. One
 * coat per color.
 */
export function paintCutout(borders: readonly FittedBorder[], labels: number): Coat[] {
  const pieces: Piece[][] = Array.from({ length: labels }, () => [])
  for (const { curve, left, right } of borders) {
    if (left !== nothing) pieces[left].push({ curve, backwards: true })
    if (right !== nothing) pieces[right].push({ curve, backwards: false })
  }
  return coatsOf(pieces)
}

/**
 * Colors over each other, the lower number first: every coat reaches under all that come after it, so that no seam can
 * show however it is drawn. What lies wholly within one other area is painted last, once; and a coat is left out where
 * it would be hidden (the max-tree of Salembier, Oliveras & Garrido 1998).
 */
export function paintStacked(
  borders: readonly FittedBorder[],
  joined: CrackGraph['joined'],
  labels: number,
  areas: number,
): Coat[] {
  const labelOf = new Int32Array(areas).fill(-1)
  const base = createUnion(areas)
  for (const [a, b] of joined) base.join(a, b)
  const sides = borders.map(({ left, right, leftArea, rightArea, curve }) => ({
    curve,
    left: leftArea < 0 ? -1 : base.rootOf(leftArea),
    right: rightArea < 0 ? -1 : base.rootOf(rightArea),
    leftLabel: left,
    rightLabel: right,
  }))
  for (const { left, right, leftLabel, rightLabel } of sides) {
    if (left >= 0) labelOf[left] = leftLabel
    if (right >= 0) labelOf[right] = rightLabel
  }
  const { islandOf, depth } = findIslands(sides, areas)
  const groundOf = (area: number) => {
    let ground = area
    while (ground >= 0 && islandOf[ground] >= 0) ground = islandOf[ground]
    return ground
  }
  const coats: Piece[][] = Array.from({ length: labels }, () => [])
  const islands = new Map<number, Piece[]>()
  const open: Side[] = []
  for (const side of sides) {
    const { curve, left, right } = side
    const isLeftIn = left >= 0 && islandOf[left] === right && right >= 0
    const isRightIn = right >= 0 && islandOf[right] === left && left >= 0
    if (isLeftIn || isRightIn) {
      const inner = isLeftIn ? left : right
      const key = depth[inner] * 256 + labelOf[inner]
      const coat = islands.get(key) ?? []
      islands.set(key, coat)
      coat.push({ curve, backwards: isLeftIn })
    } else {
      const ground = { ...side, left: groundOf(left), right: groundOf(right) }
      if (ground.left !== ground.right) open.push(ground)
    }
  }
  const order = paintingOrder(open, labelOf, labels)
  const rankOf = new Int32Array(labels)
  order.forEach((label, rank) => {
    rankOf[label] = rank
  })
  for (let area = 0; area < areas; area++) if (labelOf[area] >= 0) labelOf[area] = rankOf[labelOf[area]]
  stackOpen(open, labelOf, labels, areas, coats)
  const later = Array.from(islands.entries())
    .sort(([a], [b]) => a - b)
    .map(([key, pieces]) => ({ label: key % 256, contours: chain(pieces) }))
  return [...coatsOf(coats).map((coat) => ({ ...coat, label: order[coat.label] })), ...later]
}

/**
 * The order of colors in which the fewest curves are painted: a border is painted once for every step between its two
 * colors. From the order of their numbers, each color is moved to its best place until none has a better one.
 */
function paintingOrder(sides: readonly Side[], labelOf: Int32Array, labels: number): number[] {
  const weight = new Float64Array(labels * labels)
  const outer = new Float64Array(labels)
  for (const { curve, left, right } of sides) {
    if (left < 0 || right < 0) {
      outer[labelOf[Math.max(left, right)]] += curve.length
      continue
    }
    weight[labelOf[left] * labels + labelOf[right]] += curve.length
    weight[labelOf[right] * labels + labelOf[left]] += curve.length
  }
  const costOf = (order: readonly number[]) => {
    let cost = 0
    for (let i = 0; i < labels; i++) {
      // What borders on nothing is painted from the first coat on.
      cost += outer[order[i]] * (i + 1)
      for (let j = i + 1; j < labels; j++) cost += weight[order[i] * labels + order[j]] * (j - i)
    }
    return cost
  }
  let order = Array.from({ length: labels }, (_, label) => label)
  let least = costOf(order)
  for (let round = 0, better = true; better && round < 8; round++) {
    better = false
    for (let label = 0; label < labels; label++) {
      const rest = order.filter((other) => other !== label)
      for (let place = 0; place < labels; place++) {
        const candidate = [...rest.slice(0, place), label, ...rest.slice(place)]
        const cost = costOf(candidate)
        if (cost >= least) continue
        least = cost
        order = candidate
        better = true
      }
    }
  }
  return order
}

type Side = { readonly curve: Float64Array; readonly left: number; readonly right: number }

/** From the last color to the first: what is of this color or later grows together, and its rim is this coat's. */
function stackOpen(
  sides: readonly Side[],
  labelOf: Int32Array,
  labels: number,
  areas: number,
  coats: Piece[][],
): void {
  const union = createUnion(areas)
  const shows = new Int32Array(areas).fill(-1)
  const areasOf: number[][] = Array.from({ length: labels }, () => [])
  const inner: Side[][] = Array.from({ length: labels }, () => [])
  const rims: Side[][] = Array.from({ length: labels }, () => [])
  const seen = new Uint8Array(areas)
  const levelOf = (area: number) => (area < 0 ? -1 : labelOf[area])
  for (const side of sides) {
    const a = levelOf(side.left)
    const b = levelOf(side.right)
    for (const area of [side.left, side.right]) {
      if (area < 0 || seen[area]) continue
      seen[area] = 1
      areasOf[labelOf[area]].push(area)
    }
    if (Math.min(a, b) >= 0) inner[Math.min(a, b)].push(side)
    for (let label = Math.min(a, b) + 1; label <= Math.max(a, b); label++) rims[label].push(side)
  }
  for (let label = labels - 1; label >= 0; label--) {
    for (const { left, right } of inner[label]) union.join(left, right)
    for (const area of areasOf[label]) shows[union.rootOf(area)] = label
    for (const { curve, left, right } of rims[label]) {
      const isLeftIn = levelOf(left) >= label
      if (shows[union.rootOf(isLeftIn ? left : right)] === label)
        coats[label].push({ curve, backwards: isLeftIn })
    }
  }
}

/** Areas that touch one other area and nothing else, and those that do so without them; `depth` counts from 1. */
function findIslands(sides: readonly Side[], areas: number): { islandOf: Int32Array; depth: Int32Array } {
  const neighbors: Set<number>[] = Array.from({ length: areas }, () => new Set())
  for (const { left, right } of sides) {
    if (left >= 0) neighbors[left].add(right)
    if (right >= 0) neighbors[right].add(left)
  }
  const islandOf = new Int32Array(areas).fill(-1)
  const depth = new Int32Array(areas)
  const queue: number[] = []
  const consider = (area: number) => {
    if (neighbors[area].size === 1 && !neighbors[area].has(-1)) queue.push(area)
  }
  for (let area = 0; area < areas; area++) consider(area)
  for (const area of queue) {
    if (neighbors[area].size !== 1) continue
    const [around] = neighbors[area]
    islandOf[area] = around
    neighbors[area].clear()
    neighbors[around].delete(area)
    consider(around)
  }
  // Parents come later in the queue than what lies in them.
  for (let k = queue.length - 1; k >= 0; k--) {
    const area = queue[k]
    if (islandOf[area] >= 0) depth[area] = depth[islandOf[area]] + 1
  }
  return { islandOf, depth }
}

/** A border as one walks it with the area to the right. */
type Piece = { readonly curve: Float64Array; readonly backwards: boolean }

function coatsOf(pieces: readonly Piece[][]): Coat[] {
  return pieces.flatMap((own, label) => (own.length > 0 ? [{ label, contours: chain(own) }] : []))
}

/** Strings pieces into closed contours. At every junction as many come in as go out, so any way through is right. */
function chain(pieces: readonly Piece[]): Float64Array[] {
  const startsAt = new Map<number, number[]>()
  const keyOf = (x: number, y: number) => x * 65536 + y
  pieces.forEach(({ curve, backwards }, index) => {
    const at = backwards ? curve.length - 2 : 0
    const key = keyOf(curve[at], curve[at + 1])
    const there = startsAt.get(key)
    if (there) there.push(index)
    else startsAt.set(key, [index])
  })
  const used = new Uint8Array(pieces.length)
  const contours: Float64Array[] = []
  for (let first = 0; first < pieces.length; first++) {
    if (used[first]) continue
    const run: number[] = []
    for (let at = first; at >= 0; ) {
      used[at] = 1
      run.push(at)
      const { curve, backwards } = pieces[at]
      const end = backwards ? 0 : curve.length - 2
      at = startsAt.get(keyOf(curve[end], curve[end + 1]))?.find((index) => !used[index]) ?? -1
    }
    contours.push(joinCurves(run.map((index) => pieces[index])))
  }
  return contours
}

function joinCurves(pieces: readonly Piece[]): Float64Array {
  let length = 2
  for (const { curve } of pieces) length += curve.length - 2
  const out = new Float64Array(length)
  let at = 0
  for (const { curve, backwards } of pieces) {
    for (let k = at === 0 ? 0 : 2; k < curve.length; k += 2) {
      const from = backwards ? curve.length - 2 - k : k
      out[at++] = curve[from]
      out[at++] = curve[from + 1]
    }
  }
  return out
}
