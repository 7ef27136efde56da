import { createEndQueue } from './end-queue.ts'
import { createPointIndex } from './point-index.ts'
import { createTour } from './tour.ts'

/** Near ends looked at from each end. */
const neighborCount = 10
/** Longest row of strokes that is moved elsewhere in one piece. */
const longestRow = 3
/** Smaller gains are rounding. */
const leastGain = 1e-9

export type LocalSearch = {
  /**
   * Makes every change that shortens the trip until there is none left near the ends in the queue, or until it has
   * looked at `most` of them. Answers what it saved.
   */
  settle(most?: number): number
  /** Whether ends are left that `settle` has not looked at. */
  isUnsettled(): boolean
  /** Puts the row of strokes from end `c` to end `f` into the link at `e`. Answers what that saved, often less than 0. */
  moveRow(e: number, c: number, f: number): number
  /** Forgets what was done, so that `undo` stops here. */
  commit(): void
  /** Takes back everything done since the last `commit`. */
  undo(): void
  readonly tour: ReturnType<typeof createTour>
}

/**
 * 2-opt and Or-opt on neighbor lists with a queue of ends worth a look (Bentley 1992), over a trip through strokes.
 * `xs`, `ys` place the ends, see `Tour`; `anywhere` is an end that is as near to one place as to any other.
 */
export function createLocalSearch(
  xs: Float64Array,
  ys: Float64Array,
  entries: Int32Array,
  anywhere: number,
): LocalSearch {
  const tour = createTour(entries)
  const near = neighborLists(xs, ys, anywhere)
  const queue = createEndQueue(xs.length)
  const log: number[] = []
  // Turning long parts around is what costs time on large drawings, and it seldom pays.
  const longestTurn = Math.max(1000, Math.floor(2.5e9 / entries.length))
  for (const entry of entries) {
    queue.push(entry)
    queue.push(entry ^ 1)
  }

  function distance(a: number, b: number): number {
    if (a === anywhere || b === anywhere) return 0
    const dx = xs[a] - xs[b]
    const dy = ys[a] - ys[b]
    return Math.sqrt(dx * dx + dy * dy)
  }

  function swap(a: number, b: number): void {
    const before = tour.partner(a)
    queue.push(a)
    queue.push(b)
    queue.push(before)
    queue.push(tour.partner(b))
    tour.swapLinks(a, b)
    log.push(a, before)
  }

  function moveRow(e: number, c: number, f: number): number {
    const p = tour.partner(e)
    const q = tour.partner(c)
    const r = tour.partner(f)
    if (tour.isExit(e) === tour.isExit(c)) {
      swap(e, c)
      swap(p, f)
    } else {
      swap(e, f)
      swap(p, c)
      swap(e, c)
    }
    const before = distance(e, p) + distance(c, q) + distance(f, r)
    return before - distance(e, c) - distance(f, p) - distance(q, r)
  }

  /** Brings a near end next to `e` where the whole trip gets shorter by it. Answers what that saved, or 0. */
  function improveEnd(e: number): number {
    const p = tour.partner(e)
    const length = distance(e, p)
    for (let k = e * neighborCount; k < (e + 1) * neighborCount; k++) {
      const c = near[k]
      if (c < 0) return 0
      const reach = length - distance(e, c)
      if (reach <= leastGain) return 0
      if (c === p) continue
      const q = tour.partner(c)
      const freed = reach + distance(c, q)
      if (tour.isExit(e) === tour.isExit(c)) {
        const gain = freed - distance(p, q)
        if (gain > leastGain && tour.span(e, c) <= longestTurn) {
          swap(e, c)
          return gain
        }
      }
      const gain = tryRows(e, p, c, q, freed)
      if (gain > 0) return gain
    }
    return 0
  }

  /** Moves a row of a few strokes that begins with `c` between `e` and `p`, if that shortens the trip. */
  function tryRows(e: number, p: number, c: number, q: number, freed: number): number {
    const step = tour.isExit(c) ? -1 : 1
    const place = tour.placeOf(c)
    for (let length = 0; length < longestRow; length++) {
      const entry = tour.entryAt(place + step * length)
      const f = step > 0 ? entry ^ 1 : entry
      if (f >> 1 === e >> 1 || f === p) return 0
      const r = tour.partner(f)
      if (r === c) return 0
      const gain = freed + distance(f, r) - distance(f, p) - distance(q, r)
      if (gain <= leastGain) continue
      const turned = tour.isExit(e) === tour.isExit(c) ? c : f
      if (tour.span(e, turned) > longestTurn) return 0
      return moveRow(e, c, f)
    }
    return 0
  }

  return {
    tour,
    moveRow,
    settle(most = Number.POSITIVE_INFINITY) {
      let saved = 0
      for (let looked = 0; looked < most; looked++) {
        const end = queue.pop()
        if (end < 0) break
        for (let gain = improveEnd(end); gain > 0; gain = improveEnd(end)) saved += gain
      }
      return saved
    },
    isUnsettled: () => !queue.isEmpty(),
    commit() {
      log.length = 0
    },
    undo() {
      while (log.length > 0) {
        const before = log.pop() as number
        const a = log.pop() as number
        tour.swapLinks(a, before)
      }
    },
  }
}

/** The nearest ends of other strokes, nearest first, `neighborCount` per end; -1 where there are fewer. */
function neighborLists(xs: Float64Array, ys: Float64Array, anywhere: number): Int32Array {
  const index = createPointIndex(xs, ys)
  index.remove(anywhere)
  const near = new Int32Array(xs.length * neighborCount).fill(-1)
  for (let end = 0; end < xs.length; end++) {
    if (end === anywhere) continue
    const accept = (other: number) => other >> 1 !== end >> 1
    near.set(
      index.nearestMany(xs[end], ys[end], neighborCount, Number.POSITIVE_INFINITY, accept),
      end * neighborCount,
    )
  }
  return near
}
