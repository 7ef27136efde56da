import { describe, expect, test } from 'vitest'
import { readPage, svgPage } from '../../../testing/svg-pages.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import type { Drawing, Stroke } from '../../types.ts'
import { writeSvg } from '../../write/svg.ts'
import { readSvg } from '../svg.ts'

const length = (strokes: readonly Stroke[]) => strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)

describe('pens', () => {
  const inks: [string, string, string, number][] = [
    ['attributes', '<line x2="9" stroke="#f00" stroke-width="2"/>', '#ff0000', 2],
    [
      'a style attribute over them',
      '<line x2="9" stroke="#f00" style="stroke: rgb(0, 128, 255); stroke-width:.5"/>',
      '#0080ff',
      0.5,
    ],
    ['names and inheritance', '<g stroke="rebeccapurple" stroke-width="1"><line x2="9"/></g>', '#663399', 1],
    [
      'a style sheet',
      '<style>.a, .b{stroke:teal;stroke-width:3}</style><line class="c a" x2="9"/>',
      '#008080',
      3,
    ],
    [
      'scaled with the shape',
      '<g transform="scale(4)"><line x2="9" stroke="#123456" stroke-width=".25"/></g>',
      '#123456',
      1,
    ],
    ['currentColor', '<g color="navy"><line x2="9" stroke="currentColor"/></g>', '#000080', 1],
    ['a fill for want of a stroke', '<rect width="9" height="9" fill="lime"/>', '#00ff00', 0.3],
    [
      'a gradient as black',
      '<linearGradient id="g"><stop stop-color="red"/><stop stop-color="blue"/></linearGradient><line x2="9" stroke="url(#g)"/>',
      '#000000',
      1,
    ],
    [
      'a gradient of one color as that',
      '<linearGradient id="g"><stop stop-color="red"/></linearGradient><linearGradient id="h" href="#g"/><line x2="9" stroke="url(#h)"/>',
      '#ff0000',
      1,
    ],
  ]
  test.each(inks)('%s', (_, body, color, widthMm) => {
    expect(readSvg(svgPage(body)).drawing.layers.map(({ pen }) => pen)).toEqual([
      { name: color, color, widthMm },
    ])
  })

  test('Inkscape layers are layers, the rest is parted by color', () => {
    const layer = (label: string, body: string) =>
      `<g xmlns:inkscape="i" inkscape:groupmode="layer" inkscape:label="${label}" fill="none">${body}</g>`
    const { layers } = readSvg(
      svgPage(
        `${layer('2 Ink &amp; wash', '<line x2="9" stroke="red"/><line x2="1" stroke="blue"/>')}<line x2="5" stroke="blue"/><line x2="6" stroke="blue"/>`,
      ),
    ).drawing
    expect(layers.map(({ pen, marks }) => [pen.name, pen.color, strokesOf(marks).length])).toEqual([
      ['Ink & wash', '#ff0000', 2],
      ['#0000ff', '#0000ff', 2],
    ])
  })

  test('what is hidden is not drawn', () => {
    const hidden = [
      'display="none"',
      'visibility="hidden"',
      'style="display:none"',
      'opacity="0"',
      'opacity="0.0"',
      'opacity="0%"',
      'stroke="none" fill="none"',
      'stroke="red" stroke-opacity="0" fill="none"',
      'fill-opacity="0"',
      'fill="rgba(0, 0, 0, 0)"',
      'fill="rgb(9 9 9 / 0%)"',
      'fill="#12345600"',
    ]
    for (const attribute of hidden) {
      expect(readSvg(svgPage(`<rect width="9" height="9" ${attribute}/>`)).drawing.layers).toEqual([])
    }
    expect(readSvg(svgPage('<defs><line x2="9" stroke="red"/></defs>')).drawing.layers).toEqual([])
  })

  test('a color with an alpha of something is a color', () => {
    for (const fill of ['rgba(255,0,0,.5)', 'rgb(255 0 0 / 1%)', '#ff000001', 'rgb(255,0,0)', '#ff0000']) {
      expect(readSvg(svgPage(`<rect width="9" height="9" fill="${fill}"/>`)).drawing.layers).toHaveLength(1)
    }
  })

  test('a stroke that lets all through leaves the fill, and the other way around', () => {
    const body = (more: string) => `<rect width="9" height="9" stroke="red" fill="lime" ${more}/>`
    const colorOf = (more: string) => readSvg(svgPage(body(more))).drawing.layers[0].pen.color
    expect(colorOf('stroke-opacity="0"')).toBe('#00ff00')
    expect(colorOf('fill-opacity="0"')).toBe('#ff0000')
    expect(
      readPage(`<g stroke-opacity="0">${body('fill="none"')}${body('stroke-opacity="1"')}</g>`).points,
    ).toHaveLength(1)
  })

  test('a visible child of a hidden group is drawn, one of a group that is not displayed is not', () => {
    const child = '<rect width="20" height="20" fill="none" stroke="red" visibility="visible"/>'
    const hidden = `<g visibility="hidden">${child}<rect width="9" height="9"/></g>`
    expect(readPage(hidden).mm).toBeCloseTo(80, 6)
    for (const none of ['display="none"', 'opacity="0"']) {
      expect(readSvg(svgPage(`<g ${none}>${child}</g>`)).drawing.layers).toEqual([])
    }
  })

  test('what stands after a reference to nothing is taken in its place', () => {
    const line = (stroke: string) => `<path d="M0 0H9" fill="none" stroke="${stroke}"/>`
    const gradient = '<linearGradient id="there"/>'
    const colors = (body: string) => readSvg(svgPage(body)).drawing.layers.map(({ pen }) => pen.color)
    expect(colors(line('url(#gone) green'))).toEqual(['#008000'])
    expect(colors(line('url(#gone) none'))).toEqual([])
    expect(colors(gradient + line('url(#there) green'))).toEqual(['#000000'])
  })

  test('the outline of what was filled is closed, straight or round', () => {
    const filled = (d: string, more = '') =>
      strokesOf(readSvg(svgPage(`<path d="${d}" ${more}/>`)).drawing.layers[0].marks)
    const triangle = (more: string) => filled('M10 10L60 10L35 60', more)
    expect(length(triangle(''))).toBeCloseTo(50 + 2 * Math.hypot(25, 50), 6)
    expect(triangle('')[0].closed).toBe(true)
    expect(length(triangle('fill="none" stroke="red"'))).toBeCloseTo(50 + Math.hypot(25, 50), 6)
    expect(length(filled('M10 10A20 20 0 0 1 50 10'))).toBeCloseTo(20 * Math.PI + 40, 1)
    expect(length(filled('M0 0H9V9H0V0'))).toBeCloseTo(36, 6)
  })

  describe('the paper', () => {
    const ink = '<path d="M10 10H90" fill="none" stroke="#000"/>'
    const read = (body: string, attributes = '') => readSvg(svgPage(body, attributes))
    const colors = (body: string, attributes = '') =>
      read(body, attributes).drawing.layers.map(({ pen }) => pen.color)

    test('what has its color is no ink, by name', () => {
      const white = '<circle r="9" fill="white"/><path d="M0 0H9" stroke="#fff" fill="none"/>'
      expect(colors(ink + white)).toEqual(['#000000'])
      expect(read(ink + white).warnings).toEqual([
        'Left out: 1 × shape in the color of the paper',
        'Left out: 1 × line in the color of the paper',
      ])
    })

    test('a first shape as large as the page is the paper, whatever its color', () => {
      const { drawing, warnings } = read(
        `<rect width="100%" height="100%" fill="#123"/><path d="M0 0H9" stroke="white"/>`,
      )
      expect(drawing.sheet.paperColor).toBe('#112233')
      expect(drawing.layers.map(({ pen }) => pen.color)).toEqual(['#ffffff'])
      expect(warnings).toEqual(['Left out: 1 × shape as large as the page, taken for the paper'])
      expect(colors(`${ink}<rect width="100" height="100" fill="#123"/>`)).toEqual(['#000000', '#112233'])
      expect(colors(`<rect width="100" height="99" fill="#123"/>${ink}`)).toEqual(['#112233', '#000000'])
    })

    test('a background is the paper, as is the page of an editor', () => {
      const line = '<path d="M0 0H9" stroke="#222"/><path d="M0 1H9" stroke="#fff"/>'
      expect(colors(line, 'style="background:#222222"')).toEqual(['#ffffff'])
      const view = (opacity: number) =>
        `<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" pagecolor="#222222" inkscape:pageopacity="${opacity}"/>`
      expect(colors(view(1) + line)).toEqual(['#ffffff'])
      expect(colors(view(0) + line)).toEqual(['#222222'])
    })

    test('lines in its color are ink where there is no other', () => {
      expect(colors('<path d="M0 0H9" stroke="white"/>')).toEqual(['#ffffff'])
    })

    test('in its color or not, a shape hides what lies under it; what shows through does not', () => {
      const hidden = (fill: string) =>
        length(
          strokesOf(
            readSvg(svgPage(`${ink}<rect x="20" width="20" height="20" ${fill}/>`), { occlude: true }).seen
              .layers[0].marks,
          ),
        )
      expect(hidden('fill="white"')).toBeCloseTo(60, 6)
      expect(hidden('fill="white" stroke="white"')).toBeCloseTo(60, 6)
      expect(hidden('fill="rgba(255,255,255,.5)"')).toBeCloseTo(80, 6)
      expect(hidden('fill="white" fill-opacity="0"')).toBeCloseTo(80, 6)
    })

    test('our own pens are ink on paper of their color', () => {
      const pen = { name: 'White', color: '#ffffff', widthMm: 0.3 }
      const drawing: Drawing = {
        sheet: { widthMm: 100, heightMm: 100, marginMm: 0, paperColor: '#ffffff' },
        layers: [{ pen, marks: [{ points: Float64Array.of(1, 1, 2, 2), closed: false }] }],
        meta: { style: 'lines', seed: 1 },
      }
      expect(readSvg(writeSvg(drawing)).drawing).toEqual(drawing)
    })
  })

  test('a width of nothing is no line', () => {
    expect(readSvg(svgPage('<path d="M0 0H9" stroke="red" stroke-width="0" fill="none"/>'))).toMatchObject({
      drawing: { layers: [] },
      warnings: ['Left out: 1 × shape without paint'],
    })
  })

  test('a line that would only be filled is none', () => {
    expect(readSvg(svgPage('<line x2="9"/>')).warnings).toEqual(['Left out: 1 × line without a stroke'])
  })

  test('what no pen can draw is left out by name', () => {
    const { warnings } = readSvg(
      svgPage('<text>Hi</text><text>ho</text><image href="file:///etc/passwd"/><use href="a.svg#b"/>'),
    )
    expect(warnings).toEqual([
      'Left out: 2 × text',
      'Left out: 1 × image',
      'Left out: 1 × reference to something outside the file',
    ])
  })
})
