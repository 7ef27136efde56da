import { describe, expect, test } from 'vitest'
import { hostileNames, nastyDrawings, smallDrawing } from '../../testing/drawings.ts'
import {
  drawnPoints,
  type ReadStroke,
  readDxf,
  readGcode,
  readHpgl,
  readPdf,
  readSvg,
} from '../../testing/read-back.ts'
import { line } from '../../testing/strokes.ts'
import { devices } from '../devices/devices.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { strokesOf } from '../geometry/marks.ts'
import { type FormatName, formatNames } from './formats.ts'
import { readDrawing } from './json.ts'
import { writeDrawing } from './write.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe.each(formatNames)('%s', (format) => {
  test.each(nastyDrawings)('$name', ({ drawing, code }) => {
    const write = () =>
      writeDrawing(drawing, format, { title: drawing.meta.title, watermark: drawing.meta.title })
    if (code) {
      expect(write).toThrow(DrawingError)
      expect(write).toThrow(expect.objectContaining({ code, message: expect.stringMatching(/^[^\n]+\.$/) }))
      return
    }
    const { bytes } = write()
    expect(bytes.length).toBeGreaterThan(0)
    expect(write().bytes).toEqual(bytes)
    if (format !== 'pdf' && format !== 'png')
      expect(text(bytes)).not.toMatch(/NaN|Infinity|undefined|\de[+-]?\d/)
  })

  test('a coordinate of a million millimetres is written plainly or refused', () => {
    const drawing = {
      ...smallDrawing,
      layers: [{ pen: smallDrawing.layers[0].pen, marks: [line(0, 0, 1e6, 1e6)] }],
    }
    if (format === 'gcode') {
      expect(() => writeDrawing(drawing, format)).toThrow(expect.objectContaining({ code: 'outside_bed' }))
      return
    }
    const { bytes } = writeDrawing(drawing, format)
    if (format === 'svg' || format === 'dxf' || format === 'json') expect(text(bytes)).toContain('1000000')
  })
})

describe('files read back', () => {
  const strokes = smallDrawing.layers.flatMap((layer) => strokesOf(layer.marks))
  const { heightMm } = smallDrawing.sheet
  const readers: { format: FormatName; stepMm: number; read: (bytes: Uint8Array) => ReadStroke[] }[] = [
    { format: 'svg', stepMm: 0.001, read: (bytes) => readSvg(text(bytes)) },
    { format: 'pdf', stepMm: 0.001, read: readPdf },
    { format: 'dxf', stepMm: 0.0001, read: (bytes) => turnUp(readDxf(text(bytes))) },
    { format: 'gcode', stepMm: 0.001, read: (bytes) => turnUp(readGcode(text(bytes))) },
    {
      format: 'json',
      stepMm: 0.0001,
      read: (bytes) =>
        readDrawing(text(bytes)).layers.flatMap((layer) =>
          strokesOf(layer.marks).map(({ points, closed }) => ({ points: [...points], closed })),
        ),
    },
  ]
  function turnUp(read: ReadStroke[]): ReadStroke[] {
    return read.map(({ points, closed }) => ({
      points: points.map((value, i) => (i % 2 === 1 ? heightMm - value : value)),
      closed,
    }))
  }
  test.each(readers)('$format gives the same strokes within $stepMm mm', ({ format, stepMm, read }) => {
    const back = read(writeDrawing(smallDrawing, format).bytes).map(drawnPoints)
    const wanted = strokes.map(drawnPoints)
    // A dot has a start and, in formats that draw it as a line of no length, an end in the same place.
    const compared = back.map((points, i) => (wanted[i].length === 2 ? points.slice(0, 2) : points))
    expect(compared.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length))
    for (const [i, points] of compared.entries()) {
      for (const [j, value] of points.entries())
        expect(Math.abs(value - wanted[i][j])).toBeLessThanOrEqual(stepMm)
    }
  })
})

describe('every device writes a drawing in its own language', () => {
  test.each(Object.values(devices))('$name', (device) => {
    const { format } = device.dialect
    const { bytes } = writeDrawing(smallDrawing, format, { device: device.name })
    const file = text(bytes)
    const strokes = { svg: readSvg, hpgl: readHpgl, gcode: readGcode }[format](file)
    expect(strokes).toHaveLength(3)
    for (const { points } of strokes) {
      for (const value of points) expect(value).toBeGreaterThanOrEqual(0)
    }
    for (const other of ['hpgl', 'gcode'] as const) {
      if (other === format) continue
      expect(() => writeDrawing(smallDrawing, other, { device })).toThrow(
        expect.objectContaining({ code: 'wrong_device' }),
      )
    }
  })

  test('HPGL has the size of the drawing within one plotter unit', () => {
    for (const device of Object.values(devices)) {
      if (device.dialect.format !== 'hpgl') continue
      const { unitsPerMm } = device.dialect
      const [first] = readHpgl(text(writeDrawing(smallDrawing, 'hpgl', { device }).bytes))
      expect(Math.abs(first.points[2] - first.points[0] - 10.5 * unitsPerMm)).toBeLessThanOrEqual(1)
      expect(Math.abs(first.points[3] - first.points[5] - 20 * unitsPerMm)).toBeLessThanOrEqual(1)
    }
  })

  test('an unknown one is refused by name', () => {
    expect(() => writeDrawing(smallDrawing, 'gcode', { device: '__proto__' })).toThrow(
      /^No device "__proto__"; there are axidraw-v3, /,
    )
  })
})

test.each(hostileNames)('a pen called %j stays inside its place', (name) => {
  const drawing = {
    ...smallDrawing,
    layers: smallDrawing.layers.map((layer) => ({ ...layer, pen: { ...layer.pen, name } })),
  }
  expect(readSvg(text(writeDrawing(drawing, 'svg').bytes))).toHaveLength(3)
  expect(readDxf(text(writeDrawing(drawing, 'dxf').bytes))).toHaveLength(3)
  expect(readPdf(writeDrawing(drawing, 'pdf', { title: name }).bytes)).toHaveLength(3)
  const clean = (file: string) => file.replaceAll(/\(.*\)|;.*|M0 .*/g, '')
  expect(clean(text(writeDrawing(drawing, 'gcode').bytes))).toBe(
    clean(text(writeDrawing(smallDrawing, 'gcode').bytes)),
  )
  expect(writeDrawing(drawing, 'hpgl').bytes).toEqual(writeDrawing(smallDrawing, 'hpgl').bytes)
  for (const row of text(writeDrawing(drawing, 'gcode').bytes).split('\n')) {
    expect(row).toMatch(/^[\x20-\x7e]{0,70}$/)
  }
})
