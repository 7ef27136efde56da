import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawingOf, nastyDrawings, smallDrawing } from '../../testing/drawings.ts'
import { line, loop, pageStrokes } from '../../testing/strokes.ts'
import { devices } from '../devices/devices.ts'
import type { Device } from '../devices/schema.ts'
import { strokesOf } from '../geometry/marks.ts'
import { distanceToSide, strokesBox } from '../geometry/polyline.ts'
import { layOnSide } from '../geometry/rotate.ts'
import type { Drawing, Stroke } from '../types.ts'
import { formatNames } from '../write/formats.ts'
import { type WriteOptions, writeDrawing } from '../write/write.ts'
import { inputFormats, readAnyDrawing } from './any-drawing.ts'

const text = (drawing: Drawing, format: 'dxf' | 'hpgl' | 'svg' | 'json', options: WriteOptions = {}) =>
  new TextDecoder().decode(writeDrawing(drawing, format, options).bytes)

/** Strokes of lines, dots and loops with one and two points more than needed. */
const several: Drawing = {
  ...smallDrawing,
  layers: [
    ...smallDrawing.layers,
    {
      pen: { name: 'Blue', color: '#0000ff', widthMm: 0.7 },
      marks: [loop(70, 10, 90, 10, 90, 70, 70, 70), line(5, 75, 95, 5)],
    },
  ],
}

/** The largest of the distances of the points of one stroke from another's line. */
function strayOf({ points }: Stroke, { points: on, closed }: Stroke): number {
  let most = 0
  for (let i = 0; i < points.length; i += 2) {
    let least = Number.POSITIVE_INFINITY
    for (let k = 0; k < on.length; k += 2) {
      const j = k + 2 < on.length ? k + 2 : closed ? 0 : k
      least = Math.min(least, distanceToSide(points[i], points[i + 1], on[k], on[k + 1], on[j], on[j + 1]))
    }
    most = Math.max(most, least)
  }
  return most
}

/** The same strokes, in the same order, begun in the same places, with the same pens, as near as the format is exact. */
function expectSame(read: readonly Stroke[], wanted: readonly Stroke[], withinMm: number) {
  expect(read.map(({ closed }) => closed)).toEqual(wanted.map(({ closed }) => closed))
  for (const [i, stroke] of read.entries()) {
    expect(strayOf(stroke, wanted[i])).toBeLessThanOrEqual(withinMm)
    expect(strayOf(wanted[i], stroke)).toBeLessThanOrEqual(withinMm)
    expect(strayOf(firstOf(stroke), firstOf(wanted[i]))).toBeLessThanOrEqual(withinMm)
    // Where the last point of a curve in a loop lies is up to how it is cut.
    if (!stroke.closed) expect(strayOf(lastOf(stroke), lastOf(wanted[i]))).toBeLessThanOrEqual(withinMm)
  }
}

const firstOf = ({ points }: Stroke): Stroke => ({ points: points.slice(0, 2), closed: false })
const lastOf = ({ points }: Stroke): Stroke => ({ points: points.slice(-2), closed: false })
const allStrokes = ({ layers }: Drawing) => layers.flatMap(({ marks }) => strokesOf(marks))

/** HP-GL knows plotter units, which were not quite .025 mm on the first plotters, and no sheet: laid over what was meant. */
function laidOver(read: readonly Stroke[], wanted: readonly Stroke[], { dialect }: Device): Stroke[] {
  const scale = dialect.format === 'hpgl' ? 40 / dialect.unitsPerMm : 1
  const [a, b] = [strokesBox(wanted), strokesBox(read)]
  return read.map(({ points, closed }) => ({
    closed,
    points: points.map((value, i) =>
      i % 2 ? (value - b.minY) * scale + a.minY : (value - b.minX) * scale + a.minX,
    ),
  }))
}

describe('what we write is read back', () => {
  test.each([
    ['r12', 2e-4],
    ['r2000', 2e-4],
  ] as const)('DXF %s', (dxf, withinMm) => {
    const { drawing, warnings } = readAnyDrawing(text(several, 'dxf', { dxf }))
    expect(drawing.sheet).toMatchObject({ widthMm: 100, heightMm: 80 })
    expectSame(allStrokes(drawing), allStrokes(several), withinMm)
    expect(drawing.layers.map(({ pen }) => [pen.name, pen.color])).toEqual([
      ['1_BLACK_0_3', '#000000'],
      ['2_RED', '#ff0000'],
      ['3_BLUE', '#0000ff'],
    ])
    if (dxf === 'r2000') {
      expect(drawing.layers.map(({ pen }) => pen.widthMm)).toEqual([0.3, 0.5, 0.7])
      expect(warnings).toEqual([])
    } else expect(warnings).toEqual([expect.stringMatching(/names no unit/)])
  })

  test('DXF of 2000 with splines, as near as those are', () => {
    const ring = Float64Array.from({ length: 240 }, (_, i) =>
      i % 2 ? 40 + 20 * Math.sin((i >> 1) / 19.098593) : 50 + 20 * Math.cos((i >> 1) / 19.098593),
    )
    const round = drawingOf([
      { points: ring, closed: true },
      { points: ring.slice(0, 150), closed: false },
    ])
    const written = text(round, 'dxf', { dxf: 'r2000' })
    expect(written).toContain('SPLINE')
    const { drawing } = readAnyDrawing(written)
    expectSame(allStrokes(drawing), allStrokes(round), 0.06)
    // Written again it is the same splines, not splines of splines.
    expect(text(drawing, 'dxf', { dxf: 'r2000' }).match(/\nSPLINE\n/g)).toHaveLength(2)
  })

  const plotters = Object.values(devices).filter(({ dialect }) => dialect.format === 'hpgl')
  const encoding = plotters.map((device) => ({
    ...device,
    name: `${device.name}-encoded`,
    dialect: { ...device.dialect, polylineEncoded: true },
  }))
  test.each(
    [...plotters, ...encoding].flatMap((device) =>
      (['plain', 'compact'] as const).map((hpgl) => ({ device, name: device.name, hpgl })),
    ),
  )('HP-GL of $name, $hpgl', ({ device, hpgl }) => {
    const { drawing, warnings } = readAnyDrawing(text(several, 'hpgl', { device, hpgl }))
    expect(warnings).toEqual([])
    const [wanted, read] = [allStrokes(several), allStrokes(drawing)]
    expectSame(laidOver(read, wanted, device), wanted, 0.051)
    expect(drawing.layers).toHaveLength(Math.min(device.pens, 3))
  })

  test('HP-GL of an upright sheet, which is laid on its side', () => {
    const upright = { ...several, sheet: { ...several.sheet, widthMm: 100, heightMm: 140 } }
    const read = allStrokes(readAnyDrawing(text(upright, 'hpgl')).drawing)
    const wanted = layOnSide(allStrokes(upright), 100)
    expectSame(laidOver(read, wanted, devices['hp-7475a']), wanted, 0.051)
  })

  test.each([
    ['dxf', { dxf: 'r12' }],
    ['dxf', { dxf: 'r2000' }],
    ['hpgl', { hpgl: 'plain' }],
    ['hpgl', { hpgl: 'compact' }],
  ] as const)('any strokes as %s %j stay where they were', (format, options) => {
    fc.assert(
      fc.property(pageStrokes(6), (strokes) => {
        fc.pre(strokesBox(strokes).maxX > 0)
        const sheet = { widthMm: 400, heightMm: 280, marginMm: 0, paperColor: '#ffffff' }
        const given = strokes.map(({ points, closed }) => ({
          closed,
          points: points.map((value) => value * 0.8 + 20),
        }))
        const { drawing } = readAnyDrawing(text({ ...drawingOf(given), sheet }, format, options))
        const read = allStrokes(drawing)
        expect(read).toHaveLength(given.length)
        const laid = format === 'hpgl' ? laidOver(read, given, devices['hp-7475a']) : read
        for (const [i, stroke] of laid.entries()) {
          expect(strayOf(stroke, given[i])).toBeLessThanOrEqual(0.08)
          if (format === 'hpgl') expect(strayOf(given[i], stroke)).toBeLessThanOrEqual(0.08)
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each(nastyDrawings.filter(({ code }) => code === undefined))('even $name', ({ drawing }) => {
    for (const options of [{ dxf: 'r12' }, { dxf: 'r2000' }] as const) {
      const wanted = allStrokes(drawing).filter(({ points }) => points.length > 0)
      expect(allStrokes(readAnyDrawing(text(drawing, 'dxf', options)).drawing)).toHaveLength(wanted.length)
    }
    expect(allStrokes(readAnyDrawing(text(drawing, 'hpgl')).drawing).length).toBeGreaterThan(0)
  })
})

describe('a file is what it holds, whatever it is called', () => {
  const files = {
    JSON: text(smallDrawing, 'json'),
    SVG: text(smallDrawing, 'svg'),
    DXF: text(smallDrawing, 'dxf'),
    'HP-GL': text(smallDrawing, 'hpgl'),
  }
  test.each(Object.entries(files))('%s', (name, content) => {
    for (const start of ['', '\ufeff', ' \r\n']) {
      const { drawing } = readAnyDrawing(start + content, { fileName: 'drawing.txt' })
      expect(allStrokes(drawing)).toHaveLength(3)
    }
    for (const [other, { looksLike }] of Object.entries(inputFormats))
      expect(looksLike(content)).toBe(other === name)
  })

  test.each([
    'IN;SP1;PU0,0;',
    '\x1b.(;IN;PU0,0;',
    '\x1b%-1BBPINPS100,100;',
    ';:\n  IN;',
    'PU0,0PD10,10',
    'PE7<=ab;',
    'INSP1PU1,1',
  ])('%j is HP-GL', (start) => expect(inputFormats['HP-GL'].looksLike(start)).toBe(start !== ';:\n  IN;'))

  test.each([
    'Invoice',
    'In the beginning',
    'SPACE',
    'PAINT 10',
    'INSERT INTO a',
    'import x',
    '%PDF-1.7',
    'G21\nG0 X1',
  ])('%j is nothing', (content) =>
    expect(() => readAnyDrawing(content)).toThrow(
      expect.objectContaining({ code: 'bad_drawing', message: 'This is none of JSON, SVG, DXF, HP-GL.' }),
    ),
  )

  test('its extension says what a broken one should have been', () => {
    expect(() => readAnyDrawing('hello', { fileName: 'a/b.dxf' })).toThrow(/no group code/)
    expect(() => readAnyDrawing('hello', { fileName: 'b.PLT' })).toThrow(/no HP-GL/)
    expect(() => readAnyDrawing('hello', { fileName: 'b.svg' })).toThrow(
      expect.objectContaining({ code: 'bad_drawing' }),
    )
    expect(() => readAnyDrawing(' \n')).toThrow('The file is empty.')
  })

  test('every extension belongs to one format, and what we write can be told', () => {
    const extensions = Object.values(inputFormats).flatMap((format) => format.extensions)
    expect(new Set(extensions).size).toBe(extensions.length)
    expect(extensions.filter((extension) => formatNames.some((name) => name === extension))).toEqual([
      'json',
      'svg',
      'dxf',
      'hpgl',
    ])
  })
})

test('the names of pens are alike after any number of ways through DXF', () => {
  const once = readAnyDrawing(text(several, 'dxf')).drawing
  const twice = readAnyDrawing(text(once, 'dxf')).drawing
  const namesOf = ({ layers }: Drawing) => layers.map(({ pen }) => pen.name)
  expect(namesOf(once).at(-1)).toMatch(/^\d_BLUE$/)
  expect(namesOf(twice)).toEqual(namesOf(once))
})
