import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawingOf, nastyDrawings, smallDrawing } from '../../../testing/drawings.ts'
import { readDxf2000, readGroups, readRecords, valuesOf } from '../../../testing/read-dxf.ts'
import { line, loop, pageStrokes } from '../../../testing/strokes.ts'
import { distanceToSide } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import { writeDrawing } from '../write.ts'
import { writeDxf2000 } from './r2000.ts'

const round = (count: number, closed: boolean): Stroke => ({
  points: Float64Array.from({ length: count * 2 }, (_, i) => {
    const angle = ((i >> 1) / (closed ? count : count - 1)) * (closed ? 2 : 1.5) * Math.PI
    return i % 2 ? 40 + 20 * Math.sin(angle) : 50 + 20 * Math.cos(angle)
  }),
  closed,
})

/** How far the farthest of these places is from a stroke, y down. */
function farthest(places: readonly number[], { points, closed }: Stroke): number {
  let most = 0
  const count = points.length / 2
  for (let i = 0; i < places.length; i += 2) {
    let least = Math.hypot(places[i] - points[0], places[i + 1] - points[1])
    for (let k = 0; k < (closed ? count : count - 1); k++) {
      const j = ((k + 1) % count) * 2
      least = Math.min(
        least,
        distanceToSide(places[i], places[i + 1], points[k * 2], points[k * 2 + 1], points[j], points[j + 1]),
      )
    }
    most = Math.max(most, least)
  }
  return most
}

/** What is read back of strokes on the small sheet, y down. */
function readBack(strokes: Stroke[], perSpan = 8) {
  return readDxf2000(writeDxf2000(drawingOf(strokes)), perSpan).map(({ points, ...rest }) => ({
    ...rest,
    points: points.map((value, i) => (i % 2 ? smallDrawing.sheet.heightMm - value : value)),
  }))
}

describe('DXF of 2000', () => {
  test('has a layer per pen, a point for a dot, a polyline for straight sides', () => {
    const text = writeDrawing(smallDrawing, 'dxf', { dxf: 'r2000' }).bytes
    const read = readDxf2000(new TextDecoder().decode(text))
    expect(read).toEqual([
      { layer: '1_BLACK_0_3', points: [10, 70, 20.5, 70, 20.5, 50], closed: false },
      { layer: '1_BLACK_0_3', points: [50, 40], closed: false },
      { layer: '2_RED', points: [30, 50, 60, 50, 60.1234, 30], closed: true },
    ])
    const layers = readRecords(writeDxf2000(smallDrawing)).filter(({ type }) => type === 'LAYER')
    expect(layers.map((layer) => [2, 62, 370].map((code) => valuesOf(layer, code)[0]))).toEqual([
      ['0', '7', '-3'],
      ['1_BLACK_0_3', '7', '30'],
      ['2_RED', '1', '50'],
    ])
  })

  test('round strokes are splines of few spans', () => {
    for (const stroke of [round(200, false), round(200, true)]) {
      const text = writeDxf2000(drawingOf([stroke]))
      expect(text).toContain('\nSPLINE\n')
      const [read] = readBack([stroke], 64)
      expect(read.closed).toBe(stroke.closed)
      expect(read.points.length / 2).toBeLessThan(64 * 12)
      expect(farthest(read.points, stroke)).toBeLessThan(0.051)
      expect(
        farthest([...stroke.points], { points: Float64Array.from(read.points), closed: stroke.closed }),
      ).toBeLessThan(0.06)
    }
  })

  test('any stroke is within the tolerance, its ends where they were', () => {
    fc.assert(
      fc.property(pageStrokes(4), (strokes) => {
        const wanted = strokes.filter(({ points }) => points.length > 0)
        fc.pre(wanted.length > 0)
        for (const [i, { points, closed, layer }] of readBack(strokes).entries()) {
          expect(layer).toBe('1_BLACK_0_3')
          expect(closed).toBe(wanted[i].closed)
          expect(farthest(points, wanted[i])).toBeLessThan(0.0502)
          expect(
            farthest(points.slice(0, 2), { points: wanted[i].points.slice(0, 2), closed: false }),
          ).toBeLessThan(2e-4)
          // Every corner of the stroke is on the curve, or as near as curves at eight places a span can show.
          expect(farthest([...wanted[i].points], { points: Float64Array.from(points), closed })).toBeLessThan(
            0.6,
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each(nastyDrawings.filter(({ code }) => code === undefined))(
    'every handle is there once and points somewhere, every table counts right: $name',
    ({ drawing }) => {
      const text = writeDxf2000(drawing)
      expect(text).not.toMatch(/NaN|Infinity|undefined|\de[+-]?\d/)
      const records = readRecords(text)
      const own = records.flatMap((record) =>
        record.type === 'SECTION' ? [] : valuesOf(record, record.type === 'DIMSTYLE' ? 105 : 5),
      )
      expect(new Set(own).size).toBe(own.length)
      const known = new Set([...own, '0'])
      for (const { code, value } of readGroups(text)) {
        if ([330, 340, 350, 390].includes(code)) expect(known).toContain(value)
      }
      const seed = valuesOf(records[0], 5)[0]
      for (const handle of own) expect(Number.parseInt(handle, 16)).toBeLessThan(Number.parseInt(seed, 16))
      for (const [i, record] of records.entries()) {
        if (record.type !== 'TABLE') continue
        const end = records.findIndex(({ type }, j) => j > i && type === 'ENDTAB')
        expect(end - i - 1).toBe(Number(valuesOf(record, 70)[0]))
      }
      for (const { code, value } of readGroups(text)) {
        if (code === 8) expect(value === '0' || /^[\dA-Z_]{1,31}$/.test(value)).toBe(true)
      }
    },
  )

  test('refuses what no file can hold', () => {
    expect(() => writeDxf2000(drawingOf([]))).toThrow('nothing to draw')
    expect(() => writeDxf2000(drawingOf([line(1, Number.NaN)]))).toThrow('coordinate NaN')
  })

  test('a loop begins where the pen comes down on it', () => {
    const [read] = readBack([loop(20, 20, 40, 20, 40, 40, 20, 40)])
    expect(read.points.slice(0, 2)).toEqual([20, 20])
  })
})
