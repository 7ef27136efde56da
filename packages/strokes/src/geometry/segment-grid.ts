import type { Stroke } from '../types.ts'
import { strokesBox } from './polyline.ts'

/** Cells along the longer side of the grid, at most. */
const mostCells = 1024
/** Cells are at least this wide, in mm. */
const leastCellMm = 0.5

export type SegmentGrid = {
  add(ax: number, ay: number, bx: number, by: number): void
  /**
   * Calls `see` once for every segment added that may lie within `reach` of this one, in the order they were added, which
   * is also what `id` counts.
   */
  visit(
    ax: number,
    ay: number,
    bx: number,
    by: number,
    reach: number,
    see: (ax: number, ay: number, bx: number, by: number, id: number) => void,
  ): void
}

/**
 * A grid over the box of these strokes that holds segments by the cells they run through, so wide that a visit
 * within `reachMm` looks through few of them.
 */
export function createSegmentGrid(strokes: readonly Stroke[], reachMm = 0): SegmentGrid {
  const box = strokesBox(strokes)
  const side = Math.max(box.maxX - box.minX, box.maxY - box.minY, 0)
  const cell = Math.max(leastCellMm, reachMm, side / mostCells)
  const columns = Math.max(1, Math.floor((box.maxX - box.minX) / cell) + 1)
  const rows = Math.max(1, Math.floor((box.maxY - box.minY) / cell) + 1)
  const cells = new Map<number, number[]>()
  const segments: number[] = []
  const seenIn: number[] = []
  let visits = 0

  /** The cells within `reach` of a segment, row by row, a little more than that at slants. */
  function cellsOf(
    ax: number,
    ay: number,
    bx: number,
    by: number,
    reach: number,
    act: (id: number) => void,
  ): void {
    const clampedRow = (y: number) => Math.min(rows - 1, Math.max(0, Math.floor((y - box.minY) / cell)))
    const clampedColumn = (x: number) => Math.min(columns - 1, Math.max(0, Math.floor((x - box.minX) / cell)))
    const first = clampedRow(Math.min(ay, by) - reach)
    const last = clampedRow(Math.max(ay, by) + reach)
    for (let row = first; row <= last; row++) {
      // The part of the segment in this row, widened by the reach.
      let low = Math.min(ax, bx)
      let high = Math.max(ax, bx)
      if (ay !== by) {
        const top = box.minY + row * cell - reach
        const bottom = box.minY + (row + 1) * cell + reach
        const x1 = ax + ((bx - ax) * (top - ay)) / (by - ay)
        const x2 = ax + ((bx - ax) * (bottom - ay)) / (by - ay)
        low = Math.max(low, Math.min(x1, x2))
        high = Math.min(high, Math.max(x1, x2))
      }
      const to = clampedColumn(high + reach)
      for (let column = clampedColumn(low - reach); column <= to; column++) act(row * columns + column)
    }
  }

  return {
    add(ax, ay, bx, by) {
      const id = seenIn.length
      segments.push(ax, ay, bx, by)
      seenIn.push(0)
      cellsOf(ax, ay, bx, by, 0, (place) => {
        const list = cells.get(place)
        if (list) list.push(id)
        else cells.set(place, [id])
      })
    },
    visit(ax, ay, bx, by, reach, see) {
      const visit = ++visits
      const found: number[] = []
      cellsOf(ax, ay, bx, by, reach, (place) => {
        for (const id of cells.get(place) ?? []) {
          if (seenIn[id] === visit) continue
          seenIn[id] = visit
          found.push(id)
        }
      })
      found.sort((a, b) => a - b)
      for (const id of found) {
        const at = id * 4
        see(segments[at], segments[at + 1], segments[at + 2], segments[at + 3], id)
      }
    },
  }
}
