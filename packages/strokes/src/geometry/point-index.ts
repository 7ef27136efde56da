const leafSize = 8

/** Finds near points among many, while points are taken away. Ids are positions in the arrays it was made of. */
export type PointIndex = {
  /** The live point nearest to `(x, y)` closer than `maxDistance`, or -1. `skip` is never answered. */
  nearest(x: number, y: number, maxDistance?: number, skip?: number): number
  /** Up to `count` live points nearest to `(x, y)`, nearest first, none farther than `maxDistance`. */
  nearestMany(
    x: number,
    y: number,
    count: number,
    maxDistance?: number,
    accept?: (id: number) => boolean,
  ): number[]
  /**
   * For points that are ends, `2 s` and `2 s + 1` those of stroke `s`: writes up to `count` live ends nearest to this
   * one to `out` from place `at` on, nearest first, none of its own stroke. Answers how many.
   */
  nearestEnds(end: number, count: number, out: Int32Array, at: number): number
  /** Takes a point out of all later answers. */
  remove(id: number): void
}

/**
 * A balanced k-d tree (Bentley 1975) over flat coordinates with a count of live points per node, so that a search
 * never walks through a part that is used up. Build O(n log n), query and removal O(log n) typical.
 * Ties are answered the same way for the same input.
 */
export function createPointIndex(xs: Float64Array, ys: Float64Array): PointIndex {
  const count = xs.length
  let depth = 0
  while (count >> depth > leafSize) depth++
  const firstLeaf = (1 << depth) - 1
  const nodeCount = 2 * firstLeaf + 1
  // The points in the order of the leaves, so that a leaf is read from one piece of memory.
  const ids = Uint32Array.from({ length: count }, (_, i) => i)
  const leafX = xs.slice()
  const leafY = ys.slice()
  const start = new Uint32Array(nodeCount + 1)
  const end = new Uint32Array(nodeCount)
  /** Of a leaf its live points, of a node its halves that have any. */
  const live = new Int32Array(nodeCount)
  const box = new Float64Array(nodeCount * 4)
  const leafOf = new Uint32Array(count)
  const placeOf = new Uint32Array(count)
  const alive = new Uint8Array(count).fill(1)
  build(0, 0, count)

  function build(node: number, lo: number, hi: number): void {
    start[node] = lo
    end[node] = hi
    let minX = Number.POSITIVE_INFINITY
    let minY = Number.POSITIVE_INFINITY
    let maxX = Number.NEGATIVE_INFINITY
    let maxY = Number.NEGATIVE_INFINITY
    for (let i = lo; i < hi; i++) {
      const x = leafX[i]
      const y = leafY[i]
      if (x < minX) minX = x
      if (x > maxX) maxX = x
      if (y < minY) minY = y
      if (y > maxY) maxY = y
    }
    box[node * 4] = minX
    box[node * 4 + 1] = minY
    box[node * 4 + 2] = maxX
    box[node * 4 + 3] = maxY
    if (node >= firstLeaf) {
      live[node] = hi - lo
      for (let i = lo; i < hi; i++) {
        leafOf[ids[i]] = node
        placeOf[ids[i]] = i
      }
      return
    }
    const middle = (lo + hi) >> 1
    if (hi - lo > 1) {
      if (maxX - minX >= maxY - minY) select(ids, leafX, leafY, middle, lo, hi - 1)
      else select(ids, leafY, leafX, middle, lo, hi - 1)
    }
    build(2 * node + 1, lo, middle)
    build(2 * node + 2, middle, hi)
    live[node] = (live[2 * node + 1] > 0 ? 1 : 0) + (live[2 * node + 2] > 0 ? 1 : 0)
  }

  function boxDistance(node: number, x: number, y: number): number {
    const at = node * 4
    const dx = x < box[at] ? box[at] - x : x > box[at + 2] ? x - box[at + 2] : 0
    const dy = y < box[at + 1] ? box[at + 1] - y : y > box[at + 3] ? y - box[at + 3] : 0
    return dx * dx + dy * dy
  }

  // Nodes still to be looked at, and the squares of how far they are.
  const stack = new Int32Array(2 * depth + 4)
  const reaches = new Float64Array(2 * depth + 4)

  /** Puts both halves of a node on the stack, the nearer one uppermost. */
  function descend(node: number, x: number, y: number, top: number): void {
    const left = 2 * node + 1
    const leftReach = boxDistance(left, x, y)
    const rightReach = boxDistance(left + 1, x, y)
    const first = leftReach <= rightReach ? 1 : 0
    stack[top + first] = left
    reaches[top + first] = leftReach
    stack[top + 1 - first] = left + 1
    reaches[top + 1 - first] = rightReach
  }

  function nearest(x: number, y: number, maxDistance = Number.POSITIVE_INFINITY, skip = -1): number {
    let best = maxDistance * maxDistance
    let found = -1
    let top = 1
    stack[0] = 0
    reaches[0] = boxDistance(0, x, y)
    while (top > 0) {
      const node = stack[--top]
      if (live[node] === 0 || reaches[top] >= best) continue
      if (node < firstLeaf) {
        descend(node, x, y, top)
        top += 2
        continue
      }
      for (let i = start[node]; i < end[node]; i++) {
        if (alive[i] === 0) continue
        const dx = leafX[i] - x
        const dy = leafY[i] - y
        const distance = dx * dx + dy * dy
        if (distance >= best || ids[i] === skip) continue
        best = distance
        found = ids[i]
      }
    }
    return found
  }

  // What the last search found, nearest first.
  let found = new Int32Array(16)
  let distances = new Float64Array(16)

  /** Finds points for `nearestMany` and `nearestEnds`, none of them `2 stroke` or `2 stroke + 1`. Answers how many. */
  function search(
    x: number,
    y: number,
    wanted: number,
    limit: number,
    stroke: number,
    accept: ((id: number) => boolean) | null,
  ): number {
    if (wanted > found.length) {
      found = new Int32Array(wanted)
      distances = new Float64Array(wanted)
    }
    let held = 0
    let farthest = Number.POSITIVE_INFINITY
    let top = 1
    stack[0] = 0
    reaches[0] = boxDistance(0, x, y)
    while (top > 0) {
      const node = stack[--top]
      const reach = reaches[top]
      if (live[node] === 0 || reach > limit || reach >= farthest) continue
      if (node < firstLeaf) {
        descend(node, x, y, top)
        top += 2
        continue
      }
      for (let i = start[node]; i < end[node]; i++) {
        if (alive[i] === 0) continue
        const dx = leafX[i] - x
        const dy = leafY[i] - y
        const distance = dx * dx + dy * dy
        if (distance > limit || distance >= farthest) continue
        const id = ids[i]
        if (id >> 1 === stroke || (accept !== null && !accept(id))) continue
        let at = held < wanted ? held++ : wanted - 1
        while (at > 0 && distances[at - 1] > distance) {
          distances[at] = distances[at - 1]
          found[at] = found[at - 1]
          at--
        }
        distances[at] = distance
        found[at] = id
        if (held === wanted) farthest = distances[wanted - 1]
      }
    }
    return held
  }

  function nearestMany(
    x: number,
    y: number,
    wanted: number,
    maxDistance = Number.POSITIVE_INFINITY,
    accept: ((id: number) => boolean) | null = null,
  ): number[] {
    const held = search(x, y, wanted, maxDistance * maxDistance, -1, accept)
    const many: number[] = []
    for (let k = 0; k < held; k++) many.push(found[k])
    return many
  }

  function nearestEnds(end: number, wanted: number, out: Int32Array, at: number): number {
    const held = search(xs[end], ys[end], wanted, Number.POSITIVE_INFINITY, end >> 1, null)
    for (let k = 0; k < held; k++) out[at + k] = found[k]
    return held
  }

  function remove(id: number): void {
    const place = placeOf[id]
    if (alive[place] === 0) return
    alive[place] = 0
    let node = leafOf[id]
    while (--live[node] === 0 && node > 0) node = (node - 1) >> 1
  }

  return { nearest, nearestMany, nearestEnds, remove }
}

/** Hoare's selection: afterwards `values[k]` is in its sorted place and nothing before it is larger; what belongs to them goes along. */
function select(
  ids: Uint32Array,
  values: Float64Array,
  others: Float64Array,
  k: number,
  from: number,
  to: number,
): void {
  let left = from
  let right = to
  while (right > left) {
    const pivot = values[(left + right) >> 1]
    let i = left
    let j = right
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i > j) break
      const id = ids[i]
      const value = values[i]
      const other = others[i]
      ids[i] = ids[j]
      values[i] = values[j]
      others[i] = others[j]
      ids[j] = id
      values[j] = value
      others[j] = other
      i++
      j--
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else return
  }
}
