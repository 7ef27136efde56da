import { reshaped } from '../../geometry/curves/arcs.ts'
import { strokesLength } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import { readLength } from './units.ts'

/** Dashes finer than this many to a shape look like a line. */
const maxDashes = 20_000

/**
 * Reads `stroke-dasharray`: dashes and gaps in turn, an even number of them; none for a solid line, `undefined` for
 * nonsense.
 */
export function readDashes(text: string, percentOf: number, emPx: number): readonly number[] | undefined {
  if (text.toLowerCase() === 'none') return []
  const lengths = text.split(/[\s,]+/).map((length) => readLength(length, percentOf, emPx))
  const dashes = lengths.filter((value): value is number => value !== null && value >= 0)
  if (dashes.length < lengths.length || dashes.length > 1000) return undefined
  if (!dashes.some((value) => value > 0)) return []
  return dashes.length % 2 === 0 ? dashes : [...dashes, ...dashes]
}

/**
 * Cuts lines into dashes (SVG 2, 13.5.6): `dashes` are lengths of dashes and gaps in turn in the lines' own units,
 * `offset` is where in the pattern each line begins. A closed line that begins and ends within a dash keeps a seam there.
 * `null` where there are too many to draw.
 */
export function cutIntoDashes(
  lines: readonly Stroke[],
  dashes: readonly number[],
  offset: number,
): Stroke[] | null {
  const period = dashes.reduce((sum, value) => sum + value, 0)
  const length = strokesLength(lines)
  if (period <= 0 || (length / period) * (dashes.length / 2) > maxDashes) return null
  return lines.flatMap((line) => cut(line, dashes, ((offset % period) + period) % period))
}

function cut(stroke: Stroke, dashes: readonly number[], offset: number): Stroke[] {
  const { points, closed } = stroke
  const corners = closed ? [...points, points[0], points[1]] : points
  const pieces: { points: number[]; from: number[] }[] = []
  let at = 0
  let left = dashes[0]
  const next = () => {
    at = (at + 1) % dashes.length
    left = dashes[at]
  }
  let skip = offset
  while (skip > 0 && skip >= left) {
    skip -= left
    next()
  }
  left -= skip
  const begin = (x: number, y: number, from: number) => {
    if (at % 2 === 1) return null
    const piece = { points: [x, y], from: [from] }
    pieces.push(piece)
    return piece
  }
  let piece = begin(corners[0], corners[1], 0)
  const goTo = (x: number, y: number, from: number) => {
    if (!piece || (piece.points.at(-2) === x && piece.points.at(-1) === y)) return
    piece.points.push(x, y)
    piece.from.push(from)
  }
  for (let i = 2; i < corners.length; i += 2) {
    const [x0, y0, x1, y1] = [corners[i - 2], corners[i - 1], corners[i], corners[i + 1]]
    const length = Math.hypot(x1 - x0, y1 - y0)
    let done = 0
    while (length - done > left) {
      done += left
      const share = done / length
      const [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)]
      const from = i / 2 - 1 + share
      goTo(x, y, from)
      next()
      piece = begin(x, y, from)
    }
    left -= length - done
    goTo(x1, y1, i / 2)
  }
  return pieces.map(({ points, from }) => reshaped(stroke, Float64Array.from(points), false, from))
}
