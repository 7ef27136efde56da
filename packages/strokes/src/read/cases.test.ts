/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { strokesOf } from '../geometry/marks.ts'
import { strokeLength, strokesBox } from '../geometry/polyline.ts'
import type { Drawing } from '../types.ts'
import { readSvg } from './svg.ts'
import { readText } from './text.ts'

const folder = new URL('../../testing/cases/', import.meta.url)
const read = (name: string, occlude = false) => {
  const text = readText(readFileSync(new URL(name, folder)))
  return readSvg(text ?? '', { occlude })
}
const allStrokes = ({ layers }: Drawing) => layers.flatMap(({ marks }) => strokesOf(marks))
const inkMm = (drawing: Drawing) => allStrokes(drawing).reduce((sum, stroke) => sum + strokeLength(stroke), 0)

/** Files of kinds that people have: mm of ink and pens that the specification gives. */
const files: [name: string, mm: number, pens: string[]][] = [
  ['01-clip-path.svg', 40 + 2 * 2 * Math.sqrt(300), ['#000000']],
  ['02-marker.svg', 70 + 2 * Math.hypot(6, 3) + 6, ['#000000']],
  ['03-mask.svg', 120, ['#000000']],
  ['05-hsl-colors.svg', 240, ['#008000', '#0000ff', '#ff0000']],
  ['06-css-selectors.svg', 320, ['#ff0000', '#0000ff', '#00ff00', '#008080']],
  ['08-visible-in-hidden.svg', 80, ['#000000']],
  ['09-illustrator-entities.svg', 80, ['#000000']],
  ['11-transparent-fill.svg', 80, ['#000000']],
  ['12-paper-colored-page.svg', 240, ['#000000']],
  ['13-occlude-fill-only-mask.svg', 240, ['#000000']],
  ['14-open-filled-path.svg', 50 + 2 * Math.hypot(25, 50), ['#000000']],
  ['16-css-transform.svg', 40, ['#000000']],
  ['18-paint-fallback.svg', 80, ['#008000']],
  ['20-layer-codes.svg', 160, ['#000000', '#0000ff']],
  ['24-compressed.svgz', 80, ['#000000']],
  ['24-latin1.svg', 80, ['#000000']],
  ['26-path-length.svg', 40, ['#000000']],
  ['27-stroke-width-0.svg', 80, ['#000000']],
]
test.each(files)('%s', (name, mm, pens) => {
  const { drawing } = read(name)
  expect(drawing.layers.map(({ pen }) => pen.color)).toEqual(pens)
  expect(inkMm(drawing)).toBeCloseTo(mm, 1)
})

test('a shape in the color of the paper hides what lies under it', () => {
  const { seen, warnings } = read('13-occlude-fill-only-mask.svg', true)
  expect(inkMm(seen)).toBeCloseTo(120, 6)
  expect(warnings).toEqual(['Left out: 1 × shape in the color of the paper'])
})

test('a transform of CSS moves in px of the units around', () => {
  const { minX, maxX, minY } = strokesBox(allStrokes(read('16-css-transform.svg').drawing))
  expect([minX, maxX, minY]).toEqual([30, 70, 20])
})

test('layers keep their codes, and those that are notes stay out by name', () => {
  const { drawing, warnings } = read('20-layer-codes.svg')
  expect(drawing.layers.map(({ pen }) => pen.name)).toEqual(['5+S30 slow', 'blue'])
  expect(warnings).toEqual(['Left out: 1 × layer “% notes”, notes by its name'])
})

test('a declared encoding is that of the title', () => {
  expect(read('24-latin1.svg').drawing.meta.title).toBe('Größe')
})

test('dashes are as long as the path length says', () => {
  const [first] = allStrokes(read('26-path-length.svg').drawing)
  expect([...(first?.points ?? [])]).toEqual([10, 50, 20, 50])
})
