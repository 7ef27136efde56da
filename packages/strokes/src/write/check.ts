import { chainCount } from '../geometry/curves/chain-pieces.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { isArea } from '../geometry/marks.ts'
import type { Arc, Area, Drawing, Stroke, Tones } from '../types.ts'

/** Ten kilometres: beyond any machine, and far within what every format can write down exactly. */
const farthestMm = 1e7
const colorPattern = /^#[0-9a-f]{6}$/i

/**
 * Refuses what no file can hold: nothing to draw, coordinates that are no numbers, impossible sheets and pens.
 * Throws `empty_drawing` or `bad_drawing` with one line that says which.
 */
export function checkDrawing(drawing: Drawing): void {
  const { sheet, layers } = drawing
  for (const [name, value] of [
    ['width', sheet.widthMm],
    ['height', sheet.heightMm],
  ] as const) {
    if (!(value > 0 && value <= farthestMm)) {
      throw new DrawingError(
        'bad_drawing',
        `The sheet's ${name} must be a positive length in mm, not ${value}.`,
      )
    }
  }
  checkColor('paper', sheet.paperColor)
  let points = 0
  const seen = new Set<Arc['chain'] | Tones>()
  for (const { pen, marks } of layers) {
    if (!(pen.widthMm > 0 && pen.widthMm <= farthestMm)) {
      throw new DrawingError(
        'bad_drawing',
        `A pen's width must be a positive length in mm, not ${pen.widthMm}.`,
      )
    }
    checkColor('pen', pen.color)
    for (const mark of marks) points += isArea(mark) ? checkArea(mark) : checkStroke(mark, seen)
  }
  if (points === 0)
    throw new DrawingError('empty_drawing', 'There is nothing to draw: the drawing has no stroke.')
}

function checkColor(what: string, color: string): void {
  if (colorPattern.test(color)) return
  throw new DrawingError('bad_drawing', `The ${what} colour must look like #1b1f2a.`)
}

/** What strokes have in common is looked at once. */
function checkStroke({ points, arcs = [], closed, tones }: Stroke, seen: Set<Arc['chain'] | Tones>): number {
  if (points.length % 2 !== 0) {
    throw new DrawingError(
      'bad_drawing',
      `A stroke has ${points.length} coordinates; expected pairs of x and y.`,
    )
  }
  checkCoordinates('stroke', points)
  for (const arc of arcs) {
    if (!seen.has(arc.chain)) checkChain('curve', arc.chain)
    seen.add(arc.chain)
    checkArc(arc, points.length / 2, closed)
  }
  if (tones && !seen.has(tones)) checkTones(tones)
  if (tones) seen.add(tones)
  return points.length
}

function checkArea({ color, contours }: Area): number {
  checkColor('area', color)
  let length = 0
  for (const points of contours) {
    checkChain('area', points)
    length += points.length
  }
  return length
}

function checkChain(what: 'area' | 'curve', points: Float64Array): void {
  if (points.length < 8 || points.length % 6 !== 2) {
    throw new DrawingError(
      'bad_drawing',
      `${what === 'area' ? 'An area' : 'A curve'} has a chain of ${points.length} coordinates; expected a point and then three per curve.`,
    )
  }
  checkCoordinates(what, points)
}

function checkArc({ chain, first, at }: Arc, count: number, closed: boolean): void {
  const isWithin =
    first >= 0 && first < count && (closed ? at.length <= count + 1 : first + at.length <= count)
  const rises = at[at.length - 1] > at[0]
  const isMonotone = at.every((place, i) => i === 0 || (rises ? place >= at[i - 1] : place <= at[i - 1]))
  const isOnChain = at.every((place) => place >= 0 && place <= chainCount(chain))
  if (at.length >= 2 && isWithin && isMonotone && isOnChain) return
  throw new DrawingError(
    'bad_drawing',
    `A stroke of ${count} points has a curve for ${at.length} of them from number ${first} that does not go along it.`,
  )
}

function checkTones({ plane: { width, height, data }, mmPerPx, xMm, yMm }: Tones): void {
  const isWhole = width >= 1 && height >= 1 && data.length === width * height
  const isPlaced = mmPerPx > 0 && [mmPerPx, xMm, yMm].every((value) => Math.abs(value) <= farthestMm)
  if (isWhole && isPlaced && data.every((tone) => tone >= 0 && tone <= 1)) return
  throw new DrawingError('bad_drawing', 'The tones of a stroke must be 0 to 1, one for each of their pixels.')
}

function checkCoordinates(what: string, points: Float64Array): void {
  for (const value of points) {
    if (Math.abs(value) <= farthestMm) continue
    throw new DrawingError('bad_drawing', `A ${what} has the coordinate ${value}; expected millimetres.`)
  }
}
