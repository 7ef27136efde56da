import { DrawingError } from '../geometry/drawing-error.ts'
import type { Curves, Drawing, Region, Stroke, Tones } from '../types.ts'

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
  for (const { pen, strokes, regions = [], curves, tones } of layers) {
    if (!(pen.widthMm > 0 && pen.widthMm <= farthestMm)) {
      throw new DrawingError(
        'bad_drawing',
        `A pen's width must be a positive length in mm, not ${pen.widthMm}.`,
      )
    }
    checkColor('pen', pen.color)
    if (tones) checkTones(tones)
    for (const stroke of strokes) points += checkStroke(stroke)
    for (const region of regions) points += checkRegion(region)
    if (curves) checkCurves(curves, Math.max(sheet.widthMm, sheet.heightMm))
  }
  if (points === 0)
    throw new DrawingError('empty_drawing', 'There is nothing to draw: the drawing has no stroke.')
}

function checkColor(what: string, color: string): void {
  if (colorPattern.test(color)) return
  throw new DrawingError('bad_drawing', `The ${what} colour must look like #1b1f2a.`)
}

function checkStroke({ points }: Stroke): number {
  if (points.length % 2 !== 0) {
    throw new DrawingError(
      'bad_drawing',
      `A stroke has ${points.length} coordinates; expected pairs of x and y.`,
    )
  }
  checkCoordinates('stroke', points)
  return points.length
}

function checkRegion({ color, contours }: Region): number {
  checkColor('region', color)
  let length = 0
  for (const points of contours) {
    checkChain('region', points)
    length += points.length
  }
  return length
}

function checkChain(what: 'region' | 'curve', points: Float64Array): void {
  if (points.length < 8 || points.length % 6 !== 2) {
    throw new DrawingError(
      'bad_drawing',
      `A ${what} has a chain of ${points.length} coordinates; expected a point and then three per curve.`,
    )
  }
  checkCoordinates(what, points)
}

function checkCurves({ chains, offMm, strayMm }: Curves, mostMm: number): void {
  if (!(offMm >= 0 && offMm <= mostMm && strayMm >= 0 && strayMm <= farthestMm)) {
    throw new DrawingError(
      'bad_drawing',
      `The strokes of a layer lie ${offMm} mm off its curves and ${strayMm} mm between; expected less than the sheet.`,
    )
  }
  for (const chain of chains) checkChain('curve', chain)
}

function checkTones({ plane: { width, height, data }, mmPerPx, xMm, yMm }: Tones): void {
  const isWhole = width >= 1 && height >= 1 && data.length === width * height
  const isPlaced = mmPerPx > 0 && [mmPerPx, xMm, yMm].every((value) => Math.abs(value) <= farthestMm)
  if (isWhole && isPlaced && data.every((tone) => tone >= 0 && tone <= 1)) return
  throw new DrawingError('bad_drawing', 'The tones of a layer must be 0 to 1, one for each of their pixels.')
}

function checkCoordinates(what: string, points: Float64Array): void {
  for (const value of points) {
    if (Math.abs(value) <= farthestMm) continue
    throw new DrawingError('bad_drawing', `A ${what} has the coordinate ${value}; expected millimetres.`)
  }
}
