import { describe, expect, test } from 'vitest'
import { line, loop } from '../../testing/strokes.ts'
import { strokesOf } from '../geometry/marks.ts'
import type { Drawing } from '../types.ts'
import { relayoutDrawing } from './arrange.ts'
import { layoutDrawing } from './layout.ts'
import { type Page, placementOf, placeStrokes } from './place.ts'

const page = (values: Partial<Page>): Page => ({
  paper: 'a4',
  orientation: 'auto',
  marginMm: 15,
  paperColor: '#ffffff',
  ...values,
})
const pen = { name: 'Black', color: '#000000', widthMm: 0.3 }

describe('placementOf', () => {
  test.each([
    {
      name: 'tall on A4',
      size: [1000, 2000],
      page: {},
      sheet: [210, 297],
      mmPerPx: 0.1335,
      xMm: 38.25,
      yMm: 15,
    },
    {
      name: 'wide on A4',
      size: [2000, 1000],
      page: {},
      sheet: [297, 210],
      mmPerPx: 0.1335,
      xMm: 15,
      yMm: 38.25,
    },
    {
      name: 'wide on upright A4',
      size: [1800, 900],
      page: { orientation: 'portrait' as const },
      sheet: [210, 297],
      mmPerPx: 0.1,
      xMm: 15,
      yMm: 103.5,
    },
  ])('$name', ({ size, page: values, sheet, mmPerPx, xMm, yMm }) => {
    const placement = placementOf(size[0], size[1], page(values))
    expect([placement.sheet.widthMm, placement.sheet.heightMm]).toEqual(sheet)
    expect(placement.mmPerPx).toBeCloseTo(mmPerPx, 9)
    expect(placement.xMm).toBeCloseTo(xMm, 9)
    expect(placement.yMm).toBeCloseTo(yMm, 9)
  })

  test('leaves room on the smallest paper whatever the margin', () => {
    const placement = placementOf(100, 100, page({ paper: 'a6', marginMm: 200 }))
    expect(placement.mmPerPx).toBeGreaterThan(0)
  })

  test('puts the corners of the image on the margins', () => {
    const placement = placementOf(1000, 1483.333, page({}))
    const [placed] = placeStrokes([line(0, 0, 1000, 0)], placement)
    expect(placed.points[0]).toBeCloseTo(15, 3)
    expect(placed.points[2]).toBeCloseTo(195, 3)
  })
})

describe('layoutDrawing', () => {
  const sheet = { widthMm: 100, heightMm: 100, marginMm: 10, paperColor: '#ffffff' }
  test.each([
    { name: 'inside', stroke: line(10, 10, 90, 90), pieces: [[10, 10, 90, 90]] },
    { name: 'outside', stroke: line(0, 0, 5, 99), pieces: [] },
    {
      name: 'through',
      stroke: line(0, 50, 100, 50, 100, 60, 0, 60),
      pieces: [
        [10, 50, 90, 50],
        [90, 60, 10, 60],
      ],
    },
    {
      name: 'a loop begun inside is one piece through its start',
      stroke: loop(50, 50, 150, 50, 150, 60, 50, 60),
      pieces: [[90, 60, 50, 60, 50, 50, 90, 50]],
    },
    { name: 'a dot', stroke: line(20, 20), pieces: [[20, 20]] },
    { name: 'a dot outside', stroke: line(2, 2), pieces: [] },
    { name: 'no points', stroke: line(), pieces: [] },
  ])('cuts to the margins: $name', ({ stroke, pieces }) => {
    const drawing = layoutDrawing(sheet, [{ pen, marks: [stroke] }], { style: 'lines', seed: 1 })
    const rounded = strokesOf(drawing.layers[0].marks).map(({ points }) =>
      [...points].map((value) => Math.round(value * 1e4) / 1e4),
    )
    expect(rounded).toEqual(pieces)
  })
})

test('relayoutDrawing fills the margins of another paper and keeps every stroke', () => {
  const drawing: Drawing = {
    sheet: { widthMm: 210, heightMm: 297, marginMm: 15, paperColor: '#ffffff' },
    layers: [{ pen, marks: [line(50, 50, 150, 60), loop(60, 70, 90, 70, 90, 100)] }],
    meta: { style: 'lines', seed: 1 },
  }
  const moved = relayoutDrawing(drawing, { paper: 'a3', orientation: 'landscape', marginMm: 20 })
  expect(moved.sheet).toEqual({ widthMm: 420, heightMm: 297, marginMm: 20, paperColor: '#ffffff' })
  expect(strokesOf(moved.layers[0].marks).map(({ points }) => points.length)).toEqual([4, 6])
  const xs = strokesOf(moved.layers[0].marks).flatMap(({ points }) =>
    [...points].filter((_, i) => i % 2 === 0),
  )
  expect(Math.min(...xs)).toBeCloseTo(20, 6)
  expect(Math.max(...xs)).toBeCloseTo(400, 6)
})
