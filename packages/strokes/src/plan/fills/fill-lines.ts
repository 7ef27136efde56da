import { createInside, type Inside } from '../../geometry/areas/inside.ts'
import { pointsBox } from '../../geometry/polyline.ts'
import { turnBy, turnPoints } from '../../geometry/turn.ts'
import type { Stroke } from '../../types.ts'

export type LineFill = {
  readonly spacingMm: number
  readonly angleDeg: number
  /**
   * Lines as close as the pen is wide: they lie evenly between the pen's way along the border, and one goes on into the
   * next inside `room`. Others lie on one grid for the whole sheet, each for itself.
   */
  readonly solid?: { readonly widthMm: number; readonly room: readonly Float64Array[] }
}

/** Parallel lines inside contours, their ends on the border. */
export function linesIn(
  contours: readonly Float64Array[],
  { spacingMm, angleDeg, solid }: LineFill,
): Stroke[] {
  const [turn, back] = [turnBy(-angleDeg), turnBy(angleDeg)]
  // Turned so that the lines run along u; v counts them.
  const turned = contours.map((points) => turnPoints(points, turn))
  const area = createInside(turned, 'nonzero')
  const { minX, maxX, minY, maxY } = pointsBox(turned)
  const [left, width] = [minX - 1, maxX - minX + 2]
  const rows = rowsIn(minY, maxY, spacingMm, solid?.widthMm)
  const room = solid
    ? createInside(
        solid.room.map((points) => turnPoints(points, turn)),
        'nonzero',
      )
    : null
  const done: number[][] = []
  let open: number[][] = []
  for (const v of rows) {
    const next: number[][] = []
    const spans = area.spansOf(left, v, left + width, v)
    for (let k = 0; k < spans.length; k += 2) {
      const [from, to] = [left + spans[k] * width, left + spans[k + 1] * width]
      const begun = room ? takeNear(open, from, to, v, 3 * spacingMm, room) : null
      if (!begun) next.push([from, v, to, v])
      else {
        const [x] = begun.slice(-2)
        if (Math.abs(x - from) <= Math.abs(x - to)) begun.push(from, v, to, v)
        else begun.push(to, v, from, v)
        next.push(begun)
      }
    }
    done.push(...open)
    open = next
  }
  return [...done, ...open].map((points) => ({ points: turnPoints(points, back), closed: false }))
}

/** Where the lines lie between two sides. */
function rowsIn(low: number, high: number, spacing: number, solidWidth: number | undefined): number[] {
  if (solidWidth === undefined) {
    const first = Math.ceil(low / spacing)
    return Array.from(
      { length: Math.max(0, Math.floor(high / spacing) - first + 1) },
      (_, i) => (first + i) * spacing,
    )
  }
  // The sides themselves are drawn, and ink reaches half a width from them.
  const height = high - low - solidWidth
  if (height <= 0) return high - low > solidWidth / 2 ? [(low + high) / 2] : []
  const count = Math.ceil(height / spacing - 1e-9)
  return Array.from({ length: count }, (_, i) => low + solidWidth / 2 + ((i + 0.5) * height) / count)
}

/** Takes from the open lines the one whose end is nearest to an end of a span, if the way there stays inside. */
function takeNear(
  open: number[][],
  from: number,
  to: number,
  v: number,
  farthest: number,
  room: Inside,
): number[] | null {
  let best = -1
  let nearest = farthest
  for (const [i, line] of open.entries()) {
    const [x, y] = line.slice(-2)
    const goal = Math.abs(x - from) <= Math.abs(x - to) ? from : to
    const distance = Math.hypot(goal - x, v - y)
    if (distance >= nearest) continue
    const spans = room.spansOf(x, y, goal, v)
    if (spans.length !== 2 || spans[0] !== 0 || spans[1] !== 1) continue
    nearest = distance
    best = i
  }
  return best < 0 ? null : open.splice(best, 1)[0]
}
