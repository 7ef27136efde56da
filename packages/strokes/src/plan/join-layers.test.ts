import { describe, expect, test } from 'vitest'
import { line } from '../../testing/strokes.ts'
import type { Layer, Tones } from '../types.ts'
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
const region = { color: '#ff0000', contours: [Float64Array.of(1, 1, 1, 1, 9, 1, 9, 1)] }
const curves = { chains: [Float64Array.of(0, 0, 1, 1, 2, 2, 3, 3)], offMm: 0.01, strayMm: 0.02 }
const lines = (y: number, more: Partial<Layer> = {}): Layer => ({
  pen: { ...pen, name: `Pen ${y}` },
  strokes: [line(10, y, 20, y)],
  ...more,
})

describe('joinLayers', () => {
  test('makes one layer of lines, with every side datum of all', () => {
    const [one, ...rest] = joinLayers(pen, [
      lines(1, { tones: tones(0.2), curves }),
      lines(2, { tones: tones(0.4), curves: { ...curves, offMm: 0.05 } }),
    ])
    expect(rest).toEqual([])
    expect(one.pen).toEqual(pen)
    expect(one.strokes).toHaveLength(2)
    expect(one).not.toHaveProperty('regions')
    expect([...(one.tones?.plane.data ?? [])]).toEqual([Math.fround(0.2), Math.fround(0.6)])
    expect(one.curves).toMatchObject({ offMm: 0.05, strayMm: 0.02 })
    expect(one.curves?.chains).toHaveLength(2)
  })

  test('keeps areas that stand for their strokes apart from lines', () => {
    const layers = joinLayers(pen, [
      lines(1),
      lines(2, { regions: [region] }),
      lines(3, { regions: [region] }),
      lines(4),
    ])
    expect(layers.map(({ strokes, regions = [] }) => [strokes.length, regions.length])).toEqual([
      [1, 0],
      [2, 2],
      [1, 0],
    ])
    expect(penRuns(layers)).toHaveLength(1)
  })

  test('keeps tones apart where the power follows them, and only there', () => {
    const two = [lines(1, { tones: tones(0.2) }), lines(2, { tones: tones(0.4) })]
    expect(joinLayers(pen, two, { byTone: true }).map((layer) => layer.tones)).toEqual(
      two.map((layer) => layer.tones),
    )
    expect(joinLayers(pen, two)).toHaveLength(1)
    // Grids that do not lie alike cannot be compared pixel by pixel.
    expect(joinLayers(pen, [two[0], lines(2, { tones: tones(0.4, 2) })])[0]).not.toHaveProperty('tones')
  })
})

describe('a layer whose list of areas is empty', () => {
  const drawing = {
    version: 1 as const,
    sheet: { widthMm: 50, heightMm: 50, marginMm: 5, paperColor: '#ffffff' },
    layers: [lines(10, { regions: [] })],
    meta: { style: 'lines', seed: 1 },
  }
  const plain = { ...drawing, layers: [lines(10)] }

  test.each(['svg', 'pdf', 'png'] as const)('shows its strokes as %s', (format) => {
    expect(writeDrawing(drawing, format).bytes).toEqual(writeDrawing(plain, format).bytes)
  })
})

describe('layers of one pen that follow each other', () => {
  const layers = joinLayers(pen, [lines(10), lines(20, { regions: [region] })])
  const drawing = {
    version: 1 as const,
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
    expect(filled.map(({ pen: { name }, strokes }) => [name, strokes.length])).toEqual([
      ['Black', 1],
      ['Black', 0],
      ['Black refill 2', 1],
    ])
    expect(filled.map(({ regions = [] }) => regions.length)).toEqual([0, 1, 0])
  })
})
