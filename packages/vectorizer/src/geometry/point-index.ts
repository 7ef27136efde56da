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
  const ids = Uint32Array.from({ length: count }, (_, i) => i)
  const start = new Uint32Array(nodeCount + 1)
  const end = new Uint32Array(nodeCount)
  const live = new Int32Array(nodeCount)
  const box = new Float64Array(nodeCount * 4)
  const leafOf = new Uint32Array(count)
  const alive = new Uint8Array(count).fill(1)
  build(0, 0, count)

  function build(node: number, lo: number, hi: number): void {
    start[node] = lo
    end[node] = hi
    live[node] = hi - lo
    let minX = Number.POSITIVE_INFINITY
    let minY = Number.POSITIVE_INFINITY
    let maxX = Number.NEGATIVE_INFINITY
    let maxY = Number.NEGATIVE_INFINITY
    for (let i = lo; i < hi; i++) {
      const x = xs[ids[i]]
      const y = ys[ids[i]]
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
      for (let i = lo; i < hi; i++) leafOf[ids[i]] = node
      return
    }
    const middle = (lo + hi) >> 1
    if (hi - lo > 1) select(ids, maxX - minX >= maxY - minY ? xs : ys, middle, lo, hi - 1)
    build(2 * node + 1, lo, middle)
    build(2 * node + 2, middle, hi)
  }

  function boxDistance(node: number, x: number, y: number): number {
    const at = node * 4
    const dx = x < box[at] ? box[at] - x : x > box[at + 2] ? x - box[at + 2] : 0
    const dy = y < box[at + 1] ? box[at + 1] - y : y > box[at + 3] ? y - box[at + 3] : 0
    return dx * dx + dy * dy
  }

  const stack = new Int32Array(2 * depth + 4)

  /** Puts both halves of a node on the stack, the nearer one uppermost. */
  function descend(node: number, x: number, y: number, top: number): void {
    const left = 2 * node + 1
    const leftFirst = boxDistance(left, x, y) <= boxDistance(left + 1, x, y)
    stack[top] = leftFirst ? left + 1 : left
    stack[top + 1] = leftFirst ? left : left + 1
  }

  function nearest(x: number, y: number, maxDistance = Number.POSITIVE_INFINITY, skip = -1): number {
    let best = maxDistance * maxDistance
    let found = -1
    let top = 0
    stack[top++] = 0
    while (top > 0) {
      const node = stack[--top]
      if (live[node] === 0 || boxDistance(node, x, y) >= best) continue
      if (node < firstLeaf) {
        descend(node, x, y, top)
        top += 2
        continue
      }
      for (let i = start[node]; i < end[node]; i++) {
        const id = ids[i]
        if (alive[id] === 0 || id === skip) continue
        const dx = xs[id] - x
        const dy = ys[id] - y
        const distance = dx * dx + dy * dy
        if (distance >= best) continue
        best = distance
        found = id
      }
    }
    return found
  }

  function nearestMany(
    x: number,
    y: number,
    wanted: number,
    maxDistance = Number.POSITIVE_INFINITY,
    accept: (id: number) => boolean = () => true,
  ): number[] {
    const found: number[] = []
    const distances: number[] = []
    const limit = maxDistance * maxDistance
    let top = 0
    stack[top++] = 0
    while (top > 0) {
      const node = stack[--top]
      const full = found.length === wanted
      const reach = boxDistance(node, x, y)
      if (live[node] === 0 || reach > limit || (full && reach >= distances[wanted - 1])) continue
      if (node < firstLeaf) {
        descend(node, x, y, top)
        top += 2
        continue
      }
      for (let i = start[node]; i < end[node]; i++) {
        const id = ids[i]
        if (alive[id] === 0) continue
        const dx = xs[id] - x
        const dy = ys[id] - y
        const distance = dx * dx + dy * dy
        if (distance > limit || (found.length === wanted && distance >= distances[wanted - 1])) continue
        if (!accept(id)) continue
        let at = found.length < wanted ? found.length : wanted - 1
        while (at > 0 && distances[at - 1] > distance) {
          distances[at] = distances[at - 1]
          found[at] = found[at - 1]
          at--
        }
        distances[at] = distance
        found[at] = id
      }
    }
    return found
  }

  function remove(id: number): void {
    if (alive[id] === 0) return
    alive[id] = 0
    let node = leafOf[id]
    live[node]--
    while (node > 0) {
      node = (node - 1) >> 1
      live[node]--
    }
  }

  return { nearest, nearestMany, remove }
}

/** Hoare's selection: afterwards `ids[k]` is in its sorted place and nothing before it is larger. */
function select(ids: Uint32Array, values: Float64Array, k: number, from: number, to: number): void {
  let left = from
  let right = to
  while (right > left) {
    const pivot = values[ids[(left + right) >> 1]]
    let i = left
    let j = right
    while (i <= j) {
      while (values[ids[i]] < pivot) i++
      while (values[ids[j]] > pivot) j--
      if (i > j) break
      const swapped = ids[i]
      ids[i++] = ids[j]
      ids[j--] = swapped
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else return
  }
}
