import { describe, expect, test } from 'vitest'
import { line } from '../../testing/strokes.ts'
import { findDevice } from '../devices/devices.ts'
import { layerCodes } from '../plan/layer-codes.ts'
import { splitForRefills } from '../plan/refill.ts'
import { readSvg } from '../read/svg.ts'
import type { Drawing } from '../types.ts'
import type { FormatName } from './formats.ts'
import { writeSvg } from './svg.ts'
import { type WriteOptions, writeDrawing } from './write.ts'

const layersNamed = (...names: string[]): Drawing => ({
  sheet: { widthMm: 100, heightMm: 80, marginMm: 0, paperColor: '#ffffff' },
  layers: names.map((name, i) => ({
    pen: { name, color: '#000000', widthMm: 0.3 },
    marks: [line(10, 10 + i, 90, 10 + i)],
  })),
  meta: { style: 'lines', seed: 1 },
})
const labelsOf = (svg: string) => Array.from(svg.matchAll(/inkscape:label="([^"]*)"/g), ([, label]) => label)
const svgWith = (...labels: string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="100mm" height="80mm" viewBox="0 0 100 80">${labels
    .map(
      (label) =>
        `<g inkscape:groupmode="layer" inkscape:label="${label}"><path d="M10 10H90" stroke="red"/></g>`,
    )
    .join('')}</svg>`

test.each<[name: string, codes: string[]]>([
  ['5+S30 slow', ['+S30']],
  ['+s25+H40+D500', ['+s25', '+H40', '+D500']],
  ['!', ['!']],
  ['!2 red', ['!']],
  ['!2+D500 red', ['!', '+D500']],
  ['12+D500+x5', ['+D500']],
  ['Black 0.3', []],
  ['5 +S30', []],
  ['5!', []],
  ['+S', []],
  ['Slow+S30', []],
  ['5+3 pens', []],
])('AxiDraw reads the codes of “%s”', (name, codes) => {
  expect(layerCodes(name)).toEqual(codes)
})

describe('a file read and written again', () => {
  test.each<[label: string, written: string]>([
    ['5+S30 slow', '5+S30 slow'],
    ['+H40', '+H40'],
    ['!3 change to red', '!3 change to red'],
    ['! change to red', '! change to red'],
    ['7 blue', '1 blue'],
    ['blue', '1 blue'],
    // A code after a space is text to the AxiDraw, and stays that.
    ['3 +S30', '1 3 +S30'],
  ])('“%s”', (label, written) => {
    const once = writeSvg(readSvg(svgWith(label)).drawing)
    expect(labelsOf(once)).toEqual([written])
    expect(writeSvg(readSvg(once).drawing)).toBe(once)
  })

  test('notes are not plotted, by name', () => {
    const { drawing, warnings } = readSvg(svgWith(' % notes', 'ink'))
    expect(drawing.layers.map(({ pen }) => pen.name)).toEqual(['ink'])
    expect(warnings).toEqual(['Left out: 1 × layer “ % notes”, notes by its name'])
  })
})

describe('what a format leaves out is told', () => {
  const coded = layersNamed('! first', '!2+D500 red', '3+s30 slow', 'plain')
  const told = (format: FormatName, options: WriteOptions = {}, drawing = coded) =>
    writeDrawing(drawing, format, options).warnings.filter((warning) => warning.includes('AxiDraw;'))

  test.each<[FormatName, WriteOptions, string[]]>([
    ['svg', {}, []],
    [
      'svg',
      { svg: 'plain' },
      ['Plain SVG has no codes for AxiDraw; left out: ! +D500 of “!2+D500 red”, +s30 of “3+s30 slow”.'],
    ],
    [
      'gcode',
      {},
      ['G-code has no codes for AxiDraw; left out: +D500 of “!2+D500 red”, +s30 of “3+s30 slow”.'],
    ],
    [
      'hpgl',
      {},
      ['HPGL has no codes for AxiDraw; left out: ! +D500 of “!2+D500 red”, +s30 of “3+s30 slow”.'],
    ],
    ['dxf', {}, ['DXF has no codes for AxiDraw; left out: ! +D500 of “!2+D500 red”, +s30 of “3+s30 slow”.']],
    ['json', {}, []],
  ])('%s %o', (format, options, warnings) => {
    expect(told(format, options)).toEqual(warnings)
  })

  test('G-code waits before a layer that asks for it', () => {
    const { bytes } = writeDrawing(layersNamed('one', '! two'), 'gcode', { device: 'grbl-servo' })
    expect(new TextDecoder().decode(bytes)).toMatch(/Pen 1 one[\s\S]*\nM0\n\(Pen 2 two\)/)
    expect(told('gcode', {}, layersNamed('one', '! two'))).toEqual([])
    const many = { ...findDevice('grbl-servo'), pens: 8 }
    expect(told('gcode', { device: many }, layersNamed('one', '! two'))).toHaveLength(1)
  })

  test('a pen filled anew is named once', () => {
    const drawing = layersNamed('3+S30')
    const layers = splitForRefills(drawing.layers, 30)
    expect(layers.length).toBeGreaterThan(1)
    expect(told('gcode', {}, { ...drawing, layers })).toEqual([
      'G-code has no codes for AxiDraw; left out: +S30 of “3+S30”.',
    ])
  })
})
