import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import type { Chain } from './chain.ts'

/**
 * The lines on which a plane has the value `level`, placed between the pixels by linear interpolation (marching squares;
 * Lorensen & Cline 1987 in the plane). What is higher lies to the right of the line's direction. Lines that leave the
 * image are open, all others closed. `strength` is 1 everywhere. O(pixels). `ranges` are those
 * of this plane.
 */
export async function isoLines(
  plane: Plane,
  level: number,
  pace: Pace = unpaced,
  ranges: BlockRanges = blockRanges(plane),
): Promise<Chain[]> {
  const { width, height } = plane
  const next = new Int32Array(width * height * 2)
  const entered = new Uint8Array(width * height * 2)
  const begun: number[] = []
  for (let y = 0; y + 1 < height; y++) {
    for (let block = 0; block < ranges.perRow; block++) {
      const at = y * ranges.perRow + block
      if (ranges.lowest[at] > level || ranges.highest[at] <= level) continue
      linkCells(plane, level, y, block * blockPx, next, entered, begun)
    }
    await pace(width * 2)
  }
  const starts = Int32Array.from(begun).sort()
  const chains: Chain[] = []
  const follow = (first: number, closed: boolean) => {
    const points: number[] = []
    for (let side = first; ; ) {
      addCrossing(plane, level, side, points)
      // Crossings are numbered from 1 in `next`, so that 0 is none.
      const onward = next[side] - 1
      next[side] = 0
      if (onward < 0 || (closed && onward === first)) break
      side = onward
    }
    if (points.length < 4) return
    const strength = new Float32Array(points.length / 2).fill(1)
    chains.push({ points: Float64Array.from(points), strength, closed: closed && points.length > 4 })
  }
  for (let pass = 0; pass < 2; pass++) {
    for (const side of starts) {
      if (next[side] === 0 || (pass === 0 && entered[side])) continue
      const before = chains.length
      follow(side, pass === 1)
      if (chains.length > before) await pace(chains[before].points.length * 10)
    }
  }
  return chains
}

/** Per corner pattern of a cell (upper left 1, upper right 2, lower right 4, lower left 8) the ways through it. */
const ways: readonly (readonly [number, number])[][] = (() => {
  const [top, right, bottom, left] = [0, 1, 2, 3]
  const table: [number, number][][] = Array.from({ length: 18 }, () => [])
  table[1] = [[top, left]]
  table[2] = [[right, top]]
  table[4] = [[bottom, right]]
  table[8] = [[left, bottom]]
  table[3] = [[right, left]]
  table[6] = [[bottom, top]]
  table[12] = [[left, right]]
  table[9] = [[top, bottom]]
  table[7] = [[bottom, left]]
  table[11] = [[right, bottom]]
  table[13] = [[top, right]]
  table[14] = [[left, top]]
  // Two corners across from each other: joined where the middle is high (5 and 10), apart where it is low (16, 17).
  table[5] = [table[13][0], table[7][0]]
  table[10] = [table[14][0], table[11][0]]
  table[16] = [table[1][0], table[4][0]]
  table[17] = [table[2][0], table[8][0]]
  return table
})()

/** Cells of a row that are looked at together, or passed over. */
const blockPx = 16

/** The lowest and the highest value at the corners of each block of cells, row by row. */
export type BlockRanges = {
  readonly perRow: number
  readonly lowest: Float32Array
  readonly highest: Float32Array
}

/** What lets `isoLines` pass over even surfaces; for several levels of one plane it is made once. */
export function blockRanges({ width, height, data }: Plane): BlockRanges {
  const perRow = Math.ceil((width - 1) / blockPx)
  const lowest = new Float32Array(perRow * height).fill(Number.POSITIVE_INFINITY)
  const highest = new Float32Array(perRow * height).fill(Number.NEGATIVE_INFINITY)
  for (let y = 0; y < height; y++) {
    for (let block = 0; block < perRow; block++) {
      const from = y * width + block * blockPx
      const to = Math.min(from + blockPx, (y + 1) * width - 1)
      let low = data[from]
      let high = low
      for (let i = from + 1; i <= to; i++) {
        const value = data[i]
        if (value < low) low = value
        if (value > high) high = value
      }
      // A cell has corners in its own row and in the next one.
      for (let at = Math.max(0, y - 1) * perRow + block; at <= y * perRow + block; at += perRow) {
        if (low < lowest[at]) lowest[at] = low
        if (high > highest[at]) highest[at] = high
      }
    }
  }
  return { perRow, lowest, highest }
}

function linkCells(
  { width, data }: Plane,
  level: number,
  y: number,
  fromX: number,
  next: Int32Array,
  entered: Uint8Array,
  begun: number[],
): void {
  for (let x = fromX; x + 1 < width && x < fromX + blockPx; x++) {
    const at = y * width + x
    const a = data[at]
    const b = data[at + 1]
    const c = data[at + width + 1]
    const d = data[at + width]
    let pattern = (a > level ? 1 : 0) | (b > level ? 2 : 0) | (c > level ? 4 : 0) | (d > level ? 8 : 0)
    if (pattern === 0 || pattern === 15) continue
    if ((pattern === 5 || pattern === 10) && (a + b + c + d) / 4 <= level) pattern = pattern === 5 ? 16 : 17
    // Side 2i lies right of pixel i, side 2i + 1 below it.
    const sides = [2 * at, 2 * (at + 1) + 1, 2 * (at + width), 2 * at + 1]
    for (const [from, to] of ways[pattern]) {
      next[sides[from]] = sides[to] + 1
      begun.push(sides[from])
      entered[sides[to]] = 1
    }
  }
}

function addCrossing({ width, data }: Plane, level: number, side: number, points: number[]): void {
  const at = side >> 1
  const other = side & 1 ? at + width : at + 1
  const share = (level - data[at]) / (data[other] - data[at])
  const x = (at % width) + 0.5
  const y = Math.floor(at / width) + 0.5
  points.push(side & 1 ? x : x + share, side & 1 ? y + share : y)
}
