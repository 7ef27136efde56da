import { strokesOf } from '../src/geometry/marks.ts'
import { strokeLength } from '../src/geometry/polyline.ts'
import { readSvg } from '../src/read/svg.ts'
import type { Stroke } from '../src/types.ts'

/** A page of 100 × 100 mm whose units are millimetres. */
export function svgPage(body: string, attributes = ''): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100mm" height="100mm" viewBox="0 0 100 100" ${attributes}>${body}</svg>`
}

/** What is read of a page whose shapes have a black stroke and no fill, to a thousandth of a millimetre. */
export function readPage(body: string): { points: number[][]; mm: number; warnings: string[] } {
  const { drawing, warnings } = readSvg(svgPage(`<g fill="none" stroke="black">${body}</g>`))
  const strokes = drawing.layers.flatMap((layer): readonly Stroke[] => strokesOf(layer.marks))
  return {
    points: strokes.map(({ points }) => Array.from(points, (value) => Math.round(value * 1000) / 1000)),
    mm: strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0),
    warnings,
  }
}

/** The colors of the pens that a page is read as. */
export function pensOf(body: string): string[] {
  return readSvg(svgPage(body)).drawing.layers.map(({ pen }) => pen.color)
}
