import { expect, test } from 'vitest'
import { svgPage } from '../../../testing/svg-pages.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import { readSvg } from '../svg.ts'

const star = 'M50 10L73.5 82.4L11.9 37.6L88.1 37.6L26.5 82.4Z'
const line = '<path d="M0 50H100" fill="none" stroke="#000"/>'
const pointsOf = (body: string) =>
  readSvg(svgPage(body))
    .drawing.layers.flatMap(({ marks }) => strokesOf(marks))
    .map(({ points }) => points.length / 2)
const seenMm = (body: string) =>
  strokesOf(readSvg(svgPage(line + body), { occlude: true }).seen.layers[0].marks).reduce(
    (sum, stroke) => sum + strokeLength(stroke),
    0,
  )

test('a star that is filled is drawn by the outline of what is filled', () => {
  expect(pointsOf(`<path d="${star}"/>`)).toEqual([10])
  expect(pointsOf(`<path fill-rule="evenodd" d="${star}"/>`)).toEqual([5])
  expect(pointsOf(`<path fill="none" stroke="red" d="${star}"/>`)).toEqual([5])
})

test('it hides what lies under its middle, by either ink', () => {
  const sides = 100 - seenMm(`<path fill-rule="evenodd" fill="red" d="${star}"/>`)
  const whole = 100 - seenMm(`<path fill="red" d="${star}"/>`)
  // At that height the middle is a regular pentagon's: from one of its sides to the other.
  expect(whole - sides).toBeGreaterThan(20)
  expect(100 - seenMm(`<path fill="red" stroke="red" d="${star}"/>`)).toBeCloseTo(whole, 3)
})

test('two squares that overlap are one area, and a hole that turns back is a hole', () => {
  expect(pointsOf('<path d="M10 10h20v20h-20zM20 20h20v20h-20z"/>')).toEqual([8])
  expect(pointsOf('<path d="M10 10h30v30h-30zM20 20h9v9h-9z"/>')).toEqual([4])
  expect(pointsOf('<path d="M10 10h30v30h-30zM20 20v9h9v-9z"/>')).toEqual([4, 4])
})

test('a clip leaves the outline of what is filled', () => {
  const clip = '<clipPath id="c"><rect width="100" height="50"/></clipPath>'
  const strokes = strokesOf(
    readSvg(svgPage(`${clip}<path clip-path="url(#c)" d="${star}"/>`)).drawing.layers[0].marks,
  )
  expect(strokes.map(({ closed }) => closed)).toEqual([true])
})

test('what both rules fill alike keeps its points and curves', () => {
  const leaf = (more: string) =>
    readSvg(svgPage(`<path d="M10.00001 10C40 0 60 30 30 40S0 70 10.00001 10Z" ${more}/>`)).drawing.layers[0]
  expect(strokesOf(leaf('').marks)).toEqual(strokesOf(leaf('fill-rule="evenodd"').marks))
  expect(strokesOf(leaf('').marks)[0].arcs).toHaveLength(1)
})
