import type { Stroke } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

export type StreamOptions = {
  readonly widthMm: number
  readonly heightMm: number
  /** The unit direction at a place, in mm from the top left; its sign means nothing. Writes x and y to `out`. */
  readonly directionAt: (x: number, y: number, out: Float64Array) => void
  /** The wanted distance of lines at a place, in mm; infinite where there are to be none. */
  readonly spacingAt: (x: number, y: number) => number
  /** A line may come nearer to another one than the wanted distance by this factor before it ends. */
  readonly tolerance: number
  readonly stepMm: number
  readonly minLengthMm: number
  /** Places to begin lines at where no line is near, in the order they are tried: x0, y0 … */
  readonly seeds: Float64Array
  readonly progress?: (share: number) => void
}

/**
 * How much room a new line needs, in wanted distances: nearly all of it beside a line, so that they run in parallel,
 * less when it fills a gap that others left between them.
 */
const besideLine = 0.97
const betweenLines = 0.72

/**
 * Evenly spaced streamlines (Jobard & Lefer 1997): each line grows both ways until it would come too near to another,
 * leaves the area or turns back on itself, and new ones begin beside those there are, at the wanted distance. Strokes
 * in mm from the top left.
 */
export async function streamlines(options: StreamOptions, pace: Pace = unpaced): Promise<Stroke[]> {
  const { widthMm, heightMm, spacingAt, minLengthMm, seeds, progress = () => {} } = options
  const grid = createGrid(widthMm, heightMm, Math.max(0.5, (widthMm + heightMm) / 2000))
  const barren = createMarks(widthMm, heightMm, options.stepMm)
  const lines: Float64Array[] = []
  const waiting: number[] = []
  const toward = new Float64Array(2)

  const mayBegin = (x: number, y: number, clear: number) => {
    if (!isInside(x, y)) return false
    const spacing = spacingAt(x, y)
    return spacing < Number.POSITIVE_INFINITY && !barren.has(x, y) && !grid.isNear(x, y, spacing * clear)
  }

  const begin = async (x: number, y: number) => {
    const line = await grow(x, y)
    if (line.length < 4 || (line.length / 2 - 1) * options.stepMm < minLengthMm) {
      grid.forgetLine()
      barren.add(x, y)
      return
    }
    grid.add(x, y)
    grid.keepLine()
    waiting.push(lines.length)
    lines.push(line)
  }

  /** Both halves of the line through a place. */
  async function grow(x: number, y: number): Promise<Float64Array> {
    options.directionAt(x, y, toward)
    const [dx, dy] = toward
    const back = walk(x, y, -dx, -dy, 0)
    await pace(back.length * 150)
    const ahead = walk(x, y, dx, dy, back.length / 2)
    await pace(ahead.length * 150)
    const line = new Float64Array(back.length + 2 + ahead.length)
    for (let i = 0; i < back.length; i += 2) {
      line[back.length - 2 - i] = back[i]
      line[back.length - 1 - i] = back[i + 1]
    }
    line[back.length] = x
    line[back.length + 1] = y
    line.set(ahead, back.length + 2)
    return line
  }

  /** Steps by the midpoint rule until something is in the way; `other` points of the line's other half are there already. */
  function walk(fromX: number, fromY: number, fromDx: number, fromDy: number, other: number): number[] {
    const { stepMm, directionAt, tolerance } = options
    const points: number[] = []
    let x = fromX
    let y = fromY
    let dx = fromDx
    let dy = fromDy
    const longest = ((widthMm + heightMm) * 4) / stepMm
    for (let step = 0; step < longest; step++) {
      directionAt(x + (dx * stepMm) / 2, y + (dy * stepMm) / 2, toward)
      const along = toward[0] * dx + toward[1] * dy
      // A sharp turn is no direction but a place where there is none.
      if (Math.abs(along) < 0.5) break
      dx = along < 0 ? -toward[0] : toward[0]
      dy = along < 0 ? -toward[1] : toward[1]
      x += dx * stepMm
      y += dy * stepMm
      if (!isInside(x, y)) break
      const spacing = spacingAt(x, y)
      if (!(spacing < Number.POSITIVE_INFINITY)) break
      const reach = spacing * tolerance
      // What was drawn just before is near and does not count: the last points, and the first ones of the other half.
      const recent = Math.ceil((reach * 2.5) / stepMm)
      if (grid.isNear(x, y, reach, other, Math.max(0, recent - step), step - recent)) break
      grid.add(x, y)
      points.push(x, y)
    }
    return points
  }

  function isInside(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x <= widthMm && y <= heightMm
  }

  /** New lines beside a line that is drawn, on both its sides. */
  async function spawn(line: Float64Array) {
    for (let i = 2; i < line.length; i += 4) {
      const dx = line[i] - line[i - 2]
      const dy = line[i + 1] - line[i - 1]
      const length = Math.sqrt(dx * dx + dy * dy)
      const spacing = spacingAt(line[i], line[i + 1])
      if (!(spacing < Number.POSITIVE_INFINITY)) continue
      for (const side of [1, -1]) {
        const x = line[i] - (dy / length) * spacing * side
        const y = line[i + 1] + (dx / length) * spacing * side
        if (mayBegin(x, y, besideLine)) await begin(x, y)
      }
    }
    await pace(line.length * 60)
  }

  for (let i = 0; i < seeds.length; i += 2) {
    if (!mayBegin(seeds[i], seeds[i + 1], betweenLines)) continue
    await begin(seeds[i], seeds[i + 1])
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await spawn(lines[next])
    if (lines.length % 32 === 0) progress(i / seeds.length)
    await pace(300)
  }
  return lines.map((points) => ({ points, closed: false }))
}

/** Squares in which something was tried. */
function createMarks(widthMm: number, heightMm: number, cellMm: number) {
  const columns = Math.floor(widthMm / cellMm) + 1
  const marks = new Uint8Array(columns * (Math.floor(heightMm / cellMm) + 1))
  const cellOf = (x: number, y: number) => Math.floor(y / cellMm) * columns + Math.floor(x / cellMm)
  return {
    add: (x: number, y: number) => {
      marks[cellOf(x, y)] = 1
    },
    has: (x: number, y: number) => marks[cellOf(x, y)] === 1,
  }
}

/** Points of lines in square cells, each cell a chain of them; the last ones are of a line that may yet be forgotten. */
function createGrid(widthMm: number, heightMm: number, cellMm: number) {
  const columns = Math.floor(widthMm / cellMm) + 1
  const rows = Math.floor(heightMm / cellMm) + 1
  const heads = new Int32Array(columns * rows).fill(-1)
  let points = new Float64Array(2 ** 15)
  let next = new Int32Array(2 ** 14)
  let count = 0
  let kept = 0
  const perMm = 1 / cellMm
  const cellOf = (at: number, cells: number) => Math.min(cells - 1, Math.max(0, (at * perMm) | 0))
  return {
    add(x: number, y: number) {
      if (count === next.length) {
        points = grown(points)
        next = grown(next)
      }
      const cell = cellOf(y, rows) * columns + cellOf(x, columns)
      points[2 * count] = x
      points[2 * count + 1] = y
      next[count] = heads[cell]
      heads[cell] = count++
    },
    keepLine() {
      kept = count
    },
    forgetLine() {
      while (count > kept) {
        count--
        heads[cellOf(points[2 * count + 1], rows) * columns + cellOf(points[2 * count], columns)] =
          next[count]
      }
    },
    /**
     * Whether a point lies within `reach`. Of the line that is not yet kept, whose first `half` points go the other way,
     * those from number `from` on count, and after them those up to number `to`.
     */
    isNear(x: number, y: number, reach: number, half = 0, from = 0, to = 0): boolean {
      const limit = reach * reach
      const left = cellOf(x - reach, columns)
      const right = cellOf(x + reach, columns)
      const bottom = cellOf(y + reach, rows)
      for (let row = cellOf(y - reach, rows); row <= bottom; row++) {
        for (let cell = row * columns + left; cell <= row * columns + right; cell++) {
          for (let i = heads[cell]; i >= 0; i = next[i]) {
            const dx = points[i * 2] - x
            const dy = points[i * 2 + 1] - y
            if (dx * dx + dy * dy >= limit) continue
            const own = i - kept
            if (own < 0 || (own < half ? own >= from : own - half < to)) return true
          }
        }
      }
      return false
    },
  }
}

function grown<T extends Float64Array | Int32Array>(numbers: T): T {
  const larger = new (numbers.constructor as new (length: number) => T)(numbers.length * 2)
  larger.set(numbers)
  return larger
}
