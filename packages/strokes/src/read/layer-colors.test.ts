import { describe, expect, test } from 'vitest'
import { svgPage } from '../../testing/svg-pages.ts'
import { layerCodes } from '../plan/layer-codes.ts'
import { readDxf } from './dxf.ts'
import { readSvg } from './svg.ts'

const layer = (label: string, body: string) =>
  `<g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:groupmode="layer" inkscape:label="${label}" fill="none">${body}</g>`
const lines = (...lengths: [color: string, length: number][]) =>
  lengths.map(([color, length]) => `<path d="M0 0H${length}" stroke="${color}"/>`).join('')
const mixed = svgPage(
  layer('2 Ink', lines(['red', 5], ['blue', 9], ['red', 6])) +
    layer('Plain', lines(['red', 1])) +
    lines(['lime', 1]),
)
const pensOf = (svg: string, pens: 'by-layer' | 'by-color') =>
  readSvg(svg, { pens }).drawing.layers.map(({ pen, marks }) => [pen.name, pen.color, marks.length])

describe('colors in a layer', () => {
  test('are one pen, that of most ink, with a warning', () => {
    expect(pensOf(mixed, 'by-layer')).toEqual([
      ['Ink', '#ff0000', 3],
      ['Plain', '#ff0000', 1],
      ['#00ff00', '#00ff00', 1],
    ])
    expect(readSvg(mixed).warnings).toEqual([
      'Layer “2 Ink” is drawn with one pen, #ff0000, also what is #0000ff: pens by color part them',
    ])
  })

  test('are a pen each where that is asked for', () => {
    expect(pensOf(mixed, 'by-color')).toEqual([
      ['Ink #ff0000', '#ff0000', 2],
      ['Ink #0000ff', '#0000ff', 1],
      ['Plain', '#ff0000', 1],
      ['#00ff00', '#00ff00', 1],
    ])
    expect(readSvg(mixed, { pens: 'by-color' }).warnings).toEqual([])
  })

  test('are parted in what is seen as well', () => {
    const { drawing, seen } = readSvg(mixed, { pens: 'by-color', occlude: true })
    expect(seen.layers.map(({ pen }) => pen)).toEqual(drawing.layers.map(({ pen }) => pen))
  })

  test('are named up to four beside the pen', () => {
    const colors = ['#111', '#222', '#333', '#444', '#555', '#666', '#777']
    const many = lines(...colors.map((color, i): [string, number] => [color, 9 - i]))
    expect(readSvg(svgPage(layer('Many', many))).warnings).toEqual([
      'Layer “Many” is drawn with one pen, #111111, also what is #222222, #333333, #444444, #555555 and 2 more: pens by color part them',
    ])
  })

  test('keep the codes of their layer in front, and their names apart', () => {
    const pens = pensOf(
      svgPage(layer(`!3+S25 ${'x'.repeat(80)}`, lines(['red', 1], ['blue', 1]))),
      'by-color',
    )
    expect(pens.map(([name]) => layerCodes(String(name)))).toEqual([
      ['!', '+S25'],
      ['!', '+S25'],
    ])
    expect(new Set(pens.map(([name]) => name)).size).toBe(2)
  })

  test('of a shape that only hides are none', () => {
    const white = '<rect width="5" height="5" fill="white" stroke="none"/>'
    expect(readSvg(svgPage(layer('Ink', lines(['red', 1]) + white))).warnings).toEqual([
      'Left out: 1 × shape in the color of the paper',
    ])
  })

  test('of DXF are told and parted alike', () => {
    const line = (color: number, y: number) =>
      `0\nLINE\n8\nCut\n62\n${color}\n10\n0\n20\n${y}\n11\n${10 - y}\n21\n${y}\n`
    const dxf = `0\nSECTION\n2\nENTITIES\n${line(1, 1)}${line(5, 2)}0\nENDSEC\n0\nEOF\n`
    expect(readDxf(dxf).warnings).toContain(
      'Layer “Cut” is drawn with one pen, #ff0000, also what is #0000ff: pens by color part them',
    )
    expect(readDxf(dxf, { pens: 'by-color' }).drawing.layers.map(({ pen }) => pen.name)).toEqual([
      'Cut #ff0000',
      'Cut #0000ff',
    ])
  })
})
