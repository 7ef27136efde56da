import type { Box } from '../polyline.ts'
import type { Inside } from './inside.ts'

const cellsAcross = 64
/** An area over more cells than this is looked at every time. */
const manyCells = 64

/** Areas that are laid one over another. */
export type AreaPile = {
  add(area: Inside): void
  /** The areas whose boxes meet this box, latest first. */
  over(box: Box): Inside[]
}

/** A pile within a box, its areas kept by the cells of a grid that they lie in. */
export function createAreaPile(bounds: Box): AreaPile {
  const areas: Inside[] = []
  const large: number[] = []
  const cells = new Map<number, number[]>()
  const seenIn: number[] = []
  let visits = 0
  const cell = (value: number, low: number, high: number) => {
    const at = high > low ? Math.floor(((value - low) / (high - low)) * cellsAcross) : 0
    return Math.min(cellsAcross - 1, Math.max(0, at))
  }
  const cellsOf = (box: Box) => ({
    left: cell(box.minX, bounds.minX, bounds.maxX),
    right: cell(box.maxX, bounds.minX, bounds.maxX),
    top: cell(box.minY, bounds.minY, bounds.maxY),
    bottom: cell(box.maxY, bounds.minY, bounds.maxY),
  })
  return {
    add(area) {
      const id = areas.push(area) - 1
      seenIn.push(0)
      const { left, right, top, bottom } = cellsOf(area.box)
      if ((right - left + 1) * (bottom - top + 1) > manyCells) {
        large.push(id)
        return
      }
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          const place = row * cellsAcross + column
          const list = cells.get(place)
          if (list) list.push(id)
          else cells.set(place, [id])
        }
      }
    },
    over(box) {
      const stamp = ++visits
      const found: number[] = []
      const look = (id: number) => {
        if (seenIn[id] === stamp) return
        seenIn[id] = stamp
        if (meet(areas[id].box, box)) found.push(id)
      }
      for (const id of large) look(id)
      const { left, right, top, bottom } = cellsOf(box)
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          for (const id of cells.get(row * cellsAcross + column) ?? []) look(id)
        }
      }
      return found.sort((a, b) => b - a).map((id) => areas[id])
    },
  }
}

function meet(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY
}
