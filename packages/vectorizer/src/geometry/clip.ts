import type { Stroke } from '../types.ts'
import type { Box } from './polyline.ts'

/**
 * The parts of the strokes inside a box, edges included. Strokes wholly inside pass as they are; a loop that is cut
 * becomes open pieces, the piece through its start in one. Liang & Barsky 1984.
 */
export function clipStrokes(strokes: readonly Stroke[], box: Box): Stroke[] {
  return strokes.flatMap((stroke) => (isInside(stroke.points, box) ? [stroke] : clipStroke(stroke, box)))
}

function isInside(points: Float64Array, box: Box): boolean {
  for (let i = 0; i < points.length; i += 2) {
    const inside =
      points[i] >= box.minX && points[i] <= box.maxX && points[i + 1] >= box.minY && points[i + 1] <= box.maxY
    if (!inside) return false
  }
  return true
}

function clipStroke({ points, closed }: Stroke, box: Box): Stroke[] {
  const count = points.length / 2
  const sides = closed ? count : count - 1
  const pieces: number[][] = []
  let piece: number[] = []
  const finish = () => {
    if (piece.length >= 4) pieces.push(piece)
    piece = []
  }
  for (let i = 0; i < sides; i++) {
    const ax = points[i * 2]
    const ay = points[i * 2 + 1]
    const j = (i + 1) % count
    const bx = points[j * 2]
    const by = points[j * 2 + 1]
    const span = clipSegment(ax, ay, bx, by, box)
    if (!span) {
      finish()
      continue
    }
    const [from, to] = span
    if (from > 0) finish()
    if (piece.length === 0) piece.push(...pointAt(ax, ay, bx, by, from, box))
    piece.push(...pointAt(ax, ay, bx, by, to, box))
    if (to < 1) finish()
  }
  finish()
  // The start of a loop is no end: what was drawn up to it goes before what was drawn from it.
  const first = pieces[0]
  const last = pieces[pieces.length - 1]
  if (closed && pieces.length > 1 && meets(first, points) && meets(last.slice(-2), points)) {
    pieces.pop()
    pieces[0] = [...last, ...first.slice(2)]
  }
  return pieces.map((coordinates) => ({ points: Float64Array.from(coordinates), closed: false }))
}

function meets(point: readonly number[], points: Float64Array): boolean {
  return point[0] === points[0] && point[1] === points[1]
}

/** The share of a segment inside the box as `[from, to]` along it, or nothing. */
function clipSegment(ax: number, ay: number, bx: number, by: number, box: Box): [number, number] | undefined {
  let from = 0
  let to = 1
  const limits = [
    [ax - bx, ax - box.minX],
    [bx - ax, box.maxX - ax],
    [ay - by, ay - box.minY],
    [by - ay, box.maxY - ay],
  ] as const
  for (const [slope, room] of limits) {
    if (slope === 0) {
      if (room < 0) return undefined
      continue
    }
    const at = room / slope
    if (slope < 0) from = Math.max(from, at)
    else to = Math.min(to, at)
  }
  return from < to || (from === to && ax === bx && ay === by) ? [from, to] : undefined
}

function pointAt(ax: number, ay: number, bx: number, by: number, at: number, box: Box): [number, number] {
  if (at === 0) return [ax, ay]
  if (at === 1) return [bx, by]
  // Rounding must not put a cut point outside the edge it lies on.
  const x = Math.min(box.maxX, Math.max(box.minX, ax + (bx - ax) * at))
  const y = Math.min(box.maxY, Math.max(box.minY, ay + (by - ay) * at))
  return [x, y]
}
