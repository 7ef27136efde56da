import type { Pace } from '@plotline/strokes/geometry/pace'

const cellPx = 4
/** Longer sides are kept in parts. */
const longestPx = 8
/** More than this many cells are not looked through: the answer is then the careful one. */
const mostCells = 900
const slack = 1e-9
/** Sides that are sorted into cells between two calls of the pace. */
const sidesPerTurn = 4096

/** Borders as polylines, each with a rank, to be asked what lies in the way. */
export type BorderGrid = {
  /** Whether a polyline meets a border of at most this rank other than at its own two ends. */
  isCrossed(line: Float64Array, rank: number): boolean
  /** Whether a border of at most this rank lies within the loop of two lines with common ends, `own` left out. */
  holds(way: Float64Array, line: Float64Array, rank: number, own: ReadonlySet<number>): boolean
}

/** `flats` are x0, y0, x1, y1 … in pixels, none of them left of or above 0. */
export async function createBorderGrid(
  flats: readonly Float64Array[],
  rankOf: Int32Array,
  pace: Pace,
): Promise<BorderGrid> {
  const { sides, rankOfSide } = await cutSides(flats, rankOf, pace)
  let [maxX, maxY] = [0, 0]
  for (let i = 0; i < sides.length; i += 2) {
    if (sides[i] > maxX) maxX = sides[i]
    if (sides[i + 1] > maxY) maxY = sides[i + 1]
  }
  const columns = Math.floor(maxX / cellPx) + 1
  const rows = Math.floor(maxY / cellPx) + 1
  const columnOf = (x: number) => Math.min(columns - 1, Math.max(0, Math.floor(x / cellPx)))
  const rowOf = (y: number) => Math.min(rows - 1, Math.max(0, Math.floor(y / cellPx)))
  const sideCells = await sortIntoCells(rankOfSide.length, (k, see) => {
    const at = k * 4
    const right = columnOf(Math.max(sides[at], sides[at + 2]))
    const bottom = rowOf(Math.max(sides[at + 1], sides[at + 3]))
    for (let row = rowOf(Math.min(sides[at + 1], sides[at + 3])); row <= bottom; row++)
      for (let column = columnOf(Math.min(sides[at], sides[at + 2])); column <= right; column++)
        see(row * columns + column)
  })
  const middles = new Float64Array(flats.length * 2)
  flats.forEach((flat, name) => {
    const i = (flat.length >> 2) * 2
    // Between the two points of a straight one, else one of its own.
    const before = flat.length === 4 ? 0 : i
    middles[name * 2] = (flat[before] + flat[i]) / 2
    middles[name * 2 + 1] = (flat[before + 1] + flat[i + 1]) / 2
  })
  const middleCells = await sortIntoCells(flats.length, (name, see) =>
    see(rowOf(middles[name * 2 + 1]) * columns + columnOf(middles[name * 2])),
  )

  async function sortIntoCells(count: number, cellsOf: (index: number, see: (cell: number) => void) => void) {
    const starts = new Int32Array(columns * rows + 1)
    const each = async (act: (cell: number, index: number) => void) => {
      for (let k = 0; k < count; k++) {
        cellsOf(k, (cell) => act(cell, k))
        if (k % sidesPerTurn === 0) await pace(sidesPerTurn * 150)
      }
    }
    await each((cell) => {
      starts[cell + 1]++
    })
    for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1] += starts[cell]
    const list = new Int32Array(starts[columns * rows])
    const next = starts.slice()
    await each((cell, index) => {
      list[next[cell]++] = index
    })
    return { starts, list }
  }

  function isCrossed(line: Float64Array, rank: number): boolean {
    const last = line.length - 2
    for (let k = 0; k < last; k += 2) {
      const ax = line[k]
      const ay = line[k + 1]
      const bx = line[k + 2]
      const by = line[k + 3]
      const parts = Math.max(1, Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay)) / longestPx))
      for (let part = 0; part < parts; part++) {
        const px = ax + ((bx - ax) * part) / parts
        const py = ay + ((by - ay) * part) / parts
        const qx = part + 1 === parts ? bx : ax + ((bx - ax) * (part + 1)) / parts
        const qy = part + 1 === parts ? by : ay + ((by - ay) * (part + 1)) / parts
        if (isSideCrossed(px, py, qx, qy, rank, k === 0 && part === 0, k + 2 === last && part + 1 === parts))
          return true
      }
    }
    return false
  }

  function isSideCrossed(
    px: number,
    py: number,
    qx: number,
    qy: number,
    rank: number,
    isStart: boolean,
    isEnd: boolean,
  ) {
    const left = columnOf(Math.min(px, qx))
    const right = columnOf(Math.max(px, qx))
    const bottom = rowOf(Math.max(py, qy))
    const { starts, list } = sideCells
    for (let row = rowOf(Math.min(py, qy)); row <= bottom; row++) {
      for (let cell = row * columns + left; cell <= row * columns + right; cell++) {
        for (let j = starts[cell]; j < starts[cell + 1]; j++) {
          const side = list[j]
          if (rankOfSide[side] > rank) continue
          const rx = sides[side * 4]
          const ry = sides[side * 4 + 1]
          const sx = sides[side * 4 + 2]
          const sy = sides[side * 4 + 3]
          if (isStart && ((rx === px && ry === py) || (sx === px && sy === py))) continue
          if (isEnd && ((rx === qx && ry === qy) || (sx === qx && sy === qy))) continue
          if (doMeet(px, py, qx, qy, rx, ry, sx, sy)) return true
        }
      }
    }
    return false
  }

  function holds(way: Float64Array, line: Float64Array, rank: number, own: ReadonlySet<number>): boolean {
    let [minX, minY, maxX, maxY] = [line[0], line[1], line[0], line[1]]
    for (const points of [way, line]) {
      for (let i = 0; i < points.length; i += 2) {
        if (points[i] < minX) minX = points[i]
        if (points[i] > maxX) maxX = points[i]
        if (points[i + 1] < minY) minY = points[i + 1]
        if (points[i + 1] > maxY) maxY = points[i + 1]
      }
    }
    const [left, right, top, bottom] = [columnOf(minX), columnOf(maxX), rowOf(minY), rowOf(maxY)]
    if ((right - left + 1) * (bottom - top + 1) > mostCells) return true
    const { starts, list } = middleCells
    for (let row = top; row <= bottom; row++) {
      for (let cell = row * columns + left; cell <= row * columns + right; cell++) {
        for (let j = starts[cell]; j < starts[cell + 1]; j++) {
          const name = list[j]
          if (rankOf[name] > rank || own.has(name)) continue
          const [x, y] = [middles[name * 2], middles[name * 2 + 1]]
          if ((crossingsRightOf(way, x, y) + crossingsRightOf(line, x, y)) & 1) return true
        }
      }
    }
    return false
  }

  return { isCrossed, holds }
}

/** Whether two sides have a point in common, to within rounding. */
function doMeet(
  px: number,
  py: number,
  qx: number,
  qy: number,
  rx: number,
  ry: number,
  sx: number,
  sy: number,
): boolean {
  if ((rx > px && sx > px && rx > qx && sx > qx) || (rx < px && sx < px && rx < qx && sx < qx)) return false
  if ((ry > py && sy > py && ry > qy && sy > qy) || (ry < py && sy < py && ry < qy && sy < qy)) return false
  return (
    !areBeside(rx, ry, sx, sy, px, py, qx - px, qy - py) &&
    !areBeside(px, py, qx, qy, rx, ry, sx - rx, sy - ry)
  )
}

/** Whether two points lie on one side of the line through (`x`, `y`) along (`dx`, `dy`). */
function areBeside(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  x: number,
  y: number,
  dx: number,
  dy: number,
): boolean {
  const a = dx * (ay - y) - dy * (ax - x)
  const b = dx * (by - y) - dy * (bx - x)
  return (a > slack && b > slack) || (a < -slack && b < -slack)
}

/** How often a polyline passes to the right of a point. */
function crossingsRightOf(points: Float64Array, x: number, y: number): number {
  let crossings = 0
  for (let i = 0; i + 3 < points.length; i += 2) {
    const ay = points[i + 1]
    const by = points[i + 3]
    if (ay <= y === by <= y) continue
    if (points[i] + ((y - ay) * (points[i + 2] - points[i])) / (by - ay) > x) crossings++
  }
  return crossings
}

/** The sides of polylines, long ones in parts, as ax, ay, bx, by, and the rank of each. */
async function cutSides(flats: readonly Float64Array[], rankOf: Int32Array, pace: Pace) {
  const partsOf = (flat: Float64Array, i: number) => {
    const reach = Math.max(Math.abs(flat[i + 2] - flat[i]), Math.abs(flat[i + 3] - flat[i + 1]))
    return Math.max(1, Math.ceil(reach / longestPx))
  }
  let count = 0
  for (const flat of flats) for (let i = 0; i + 3 < flat.length; i += 2) count += partsOf(flat, i)
  const sides = new Float64Array(count * 4)
  const rankOfSide = new Int32Array(count)
  let side = 0
  for (const [name, flat] of flats.entries()) {
    for (let i = 0; i + 3 < flat.length; i += 2) {
      const parts = partsOf(flat, i)
      for (let k = 0; k < parts; k++) {
        for (let d = 0; d < 2; d++) {
          const [from, to] = [flat[i + d], flat[i + 2 + d]]
          sides[side * 4 + d] = from + ((to - from) * k) / parts
          sides[side * 4 + 2 + d] = k + 1 === parts ? to : from + ((to - from) * (k + 1)) / parts
        }
        rankOfSide[side++] = rankOf[name]
      }
    }
    await pace(flat.length * 50)
  }
  return { sides, rankOfSide }
}
