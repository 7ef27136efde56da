import { describe, expect, test } from 'vitest'
import { line } from '../../testing/strokes.ts'
import { areasOf, strokesOf } from '../geometry/marks.ts'
import type { Layer, Stroke, Tones } from '../types.ts'
import { writeDrawing } from '../write/write.ts'
import { joinLayers } from './join-layers.ts'
import { penRuns } from './pens.ts'
import { splitForRefills } from './refill.ts'

const pen = { name: 'Black', color: '#000000', widthMm: 0.3 }
const tones = (tone: number, mmPerPx = 1): Tones => ({
  plane: { width: 2, height: 1, data: Float32Array.of(tone, 1 - tone) },
  mmPerPx,
  xMm: 0,
  yMm: 0,
})
const area = { color: '#ff0000', contours: [Float64Array.of(1, 1, 1, 1, 9, 1, 9, 1)] }
const arcs = [{ chain: Float64Array.of(10, 1, 13, 1, 17, 1, 20, 1), first: 0, at: Float64Array.of(0, 1) }]
const lines = (y: number, more: Partial<Stroke> = {}): Layer => ({
  pen: { ...pen, name: `Pen ${y}` },
  marks: [{ ...line(10, y, 20, y), ...more }],
})
const bordered = (y: number): Layer => {
  const { pen, marks } = lines(y, { isBorder: true })
  return { pen, marks: [area, ...marks] }
}

describe('joinLayers', () => {
  test('makes one layer of lines, each with what it knows of itself', () => {
    const layers = [lines(1, { tones: tones(0.2), arcs }), lines(2, { tones: tones(0.4, 2) }), lines(3)]
    const [one, ...rest] = joinLayers(pen, layers)
    expect(rest).toEqual([])
    expect(one).toEqual({ pen, marks: layers.flatMap(({ marks }) => marks) })
  })

  test('keeps areas that stand for their borders apart from lines', () => {
    const layers = joinLayers(pen, [lines(1), bordered(2), bordered(3), lines(4)])
    expect(layers.map(({ marks }) => [strokesOf(marks).length, areasOf(marks).length])).toEqual([
      [1, 0],
      [2, 2],
      [1, 0],
    ])
    expect(penRuns(layers)).toHaveLength(1)
  })
})

describe('layers of one pen that follow each other', () => {
  const layers = joinLayers(pen, [lines(10), bordered(20)])
  const drawing = {
    sheet: { widthMm: 50, heightMm: 50, marginMm: 0, paperColor: '#ffffff' },
    layers,
    meta: { style: 'lines', seed: 1 },
  }
  const text = (format: 'gcode' | 'hpgl') => new TextDecoder().decode(writeDrawing(drawing, format).bytes)

  test('are drawn without a change', () => {
    expect(text('gcode')).not.toContain('M0')
    expect(text('gcode').match(/Pen \d/g)).toEqual(['Pen 1'])
    expect(text('hpgl').match(/SP\d;/g)).toEqual(['SP1;', 'SP0;'])
  })

  test('share one filling of it', () => {
    const filled = splitForRefills(layers, 15)
    expect(filled.map(({ pen: { name }, marks }) => [name, strokesOf(marks).length])).toEqual([
      ['Black', 1],
      ['Black', 0],
      ['Black refill 2', 1],
    ])
    expect(filled.map(({ marks }) => areasOf(marks).length)).toEqual([0, 1, 0])
  })
})
