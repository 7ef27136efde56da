import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DrawingError } from '../geometry/drawing-error.ts'
import { strokeLength, strokesBox } from '../geometry/polyline.ts'
import type { Drawing, Stroke } from '../types.ts'
import { writeSvg } from '../write/svg.ts'
import { readSvg } from './svg.ts'

/** A page of 100 × 100 mm whose units are millimetres. */
function page(body: string, attributes = ''): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100" ${attributes}>${body}</svg>`
}

function strokesOf(body: string): Stroke[] {
  return readSvg(page(`<g fill="none" stroke="black">${body}</g>`)).drawing.layers.flatMap(({ strokes }) => [
    ...strokes,
  ])
}

function pointsOf(body: string): number[][] {
  return strokesOf(body).map(({ points }) => Array.from(points, (value) => Math.round(value * 1000) / 1000))
}

const length = (strokes: readonly Stroke[]) => strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)

describe('shapes', () => {
  const exact: [string, string, number[][]][] = [
    ['a line', '<line x1="1" y1="2" x2="3" y2="4"/>', [[1, 2, 3, 4]]],
    ['a line in relative units', '<line x1="0" y1="0" x2="50%" y2="1cm"/>', [[0, 0, 50, 37.795]]],
    ['a polyline', '<polyline points="0,0 1,1 2 0"/>', [[0, 0, 1, 1, 2, 0]]],
    ['a polygon', '<polygon points="0 0 4 0 4 4"/>', [[0, 0, 4, 0, 4, 4]]],
    ['a rectangle', '<rect x="1" y="1" width="2" height="3"/>', [[1, 1, 3, 1, 3, 4, 1, 4]]],
    ['relative steps and shorthands', '<path d="m1 1l2 0v2h-2z"/>', [[1, 1, 3, 1, 3, 3, 1, 3]]],
    ['pairs after a move', '<path d="M0 0 1 1 2 2"/>', [[0, 0, 1, 1, 2, 2]]],
    ['numbers without spaces', '<path d="M-1.5.5L.5-1.5"/>', [[-1.5, 0.5, 0.5, -1.5]]],
    [
      'a second subpath after a close',
      '<path d="M1 1h1v1zl-1 0"/>',
      [
        [1, 1, 2, 1, 2, 2],
        [1, 1, 0, 1],
      ],
    ],
    ['a dot', '<path d="M5 5l0 0"/>', [[5, 5]]],
    ['a dot that is closed at once', '<path d="M5 5z"/>', [[5, 5]]],
    [
      'dots that are closed',
      '<path d="M5 5ZM6 6L6 6Z"/><polygon points="7 7"/>',
      [
        [5, 5],
        [6, 6],
        [7, 7],
      ],
    ],
    ['no dot for a move', '<path d="M5 5M1 1h2"/>', [[1, 1, 3, 1]]],
    [
      'dashes by the path’s length',
      '<path stroke-dasharray="1 1" stroke-dashoffset="1" pathLength="4" d="M0 0H40"/>',
      [
        [10, 0, 20, 0],
        [30, 0, 40, 0],
      ],
    ],
    [
      'dashes that do not scale, in px of the page',
      '<g transform="scale(2)"><path vector-effect="non-scaling-stroke" stroke-dasharray="19.2" d="M0 0H6"/></g>',
      [
        [0, 0, 5.08, 0],
        [10.16, 0, 12, 0],
      ],
    ],
    ['a geometry of CSS', '<rect width="9" style="width:2px;height:3px;x:1px"/>', [[1, 0, 3, 0, 3, 3, 1, 3]]],
    ['a path of CSS', `<path d="M0 0H9" style="d:path('M1 1H2')"/>`, [[1, 1, 2, 1]]],
    [
      'dashes',
      '<path stroke-dasharray="2 1" d="M0 0H4V3"/>',
      [
        [0, 0, 2, 0],
        [3, 0, 4, 0, 4, 1],
        [4, 2, 4, 3],
      ],
    ],
    [
      'dashes from the middle',
      '<path stroke-dasharray="2,1" stroke-dashoffset="2.5" d="M0 0H3"/>',
      [[0.5, 0, 2.5, 0]],
    ],
    [
      'an odd number of dashes twice',
      '<path stroke-dasharray="1 2 3" d="M0 0H8"/>',
      [
        [0, 0, 1, 0],
        [3, 0, 6, 0],
        [7, 0, 8, 0],
      ],
    ],
    [
      'dots',
      '<path stroke-dasharray="0 2" d="M0 0H3"/>',
      [
        [0, 0],
        [2, 0],
      ],
    ],
    [
      'dashes round a loop',
      '<rect width="2" height="2" stroke-dasharray="3 1"/>',
      [
        [0, 0, 2, 0, 2, 1],
        [2, 2, 0, 2, 0, 1],
      ],
    ],
    ['dashes of nothing', '<path stroke-dasharray="0 0" d="M0 0H3"/>', [[0, 0, 3, 0]]],
    ['nothing for what has no size', '<rect width="0" height="4"/><circle r="0"/><path d=""/>', []],
  ]
  test.each(exact)('%s', (_, body, expected) => expect(pointsOf(body)).toEqual(expected))

  const curved: [string, string, number][] = [
    ['a circle', '<circle cx="50" cy="50" r="20"/>', 2 * Math.PI * 20],
    ['half a circle by arc', '<path d="M30 50A20 20 0 0 1 70 50"/>', Math.PI * 20],
    ['an arc with flags run together', '<path d="M30 50a20 20 0 0140 0"/>', Math.PI * 20],
    ['an arc whose radius is too small', '<path d="M30 50A1 1 0 0 1 70 50"/>', Math.PI * 20],
    ['the long way round', '<path d="M50 30A20 20 0 1 1 30 50"/>', 1.5 * Math.PI * 20],
    ['a straight cubic', '<path d="M0 0C10 0 20 0 30 0"/>', 30],
    ['a parabola', '<path d="M0 0Q10 20 20 0"/>', 29.577],
    ['a parabola mirrored on', '<path d="M0 0Q10 20 20 0T40 0"/>', 2 * 29.577],
    ['a rounded rectangle', '<rect width="40" height="20" rx="5"/>', 2 * 30 + 2 * 10 + 2 * Math.PI * 5],
  ]
  test.each(curved)('%s has its length', (_, body, expected) => {
    expect(length(strokesOf(body))).toBeCloseTo(expected, 1)
  })

  test('curves stay within a hundredth of a millimetre', () => {
    const [circle] = strokesOf('<circle cx="50" cy="50" r="40"/>')
    const { points = new Float64Array() } = circle ?? {}
    for (let i = 0; i < points.length; i += 2) {
      const j = (i + 2) % points.length
      const middle = Math.hypot((points[i] + points[j]) / 2 - 50, (points[i + 1] + points[j + 1]) / 2 - 50)
      expect(Math.abs(middle - 40)).toBeLessThan(0.0101)
    }
  })
})

describe('where things lie', () => {
  const placed: [string, string, number[]][] = [
    [
      'translate and scale',
      '<g transform="translate(10 20) scale(2)"><line x2="5" y2="5"/></g>',
      [10, 20, 20, 30],
    ],
    [
      'rotate about a point',
      '<line x1="60" y1="50" x2="70" y2="50" transform="rotate(90 50 50)"/>',
      [50, 60, 50, 70],
    ],
    [
      'matrix, inner first',
      '<g transform="translate(1,1)"><line x2="1" transform="matrix(0 1 -1 0 0 0)"/></g>',
      [1, 1, 1, 2],
    ],
    ['skew', '<line y1="10" x2="5" y2="10" transform="skewX(45)"/>', [10, 10, 15, 10]],
    ['use with a place', '<defs><line id="a" x2="1"/></defs><use href="#a" x="7" y="8"/>', [7, 8, 8, 8]],
    [
      'a symbol in a box',
      '<symbol id="s" viewBox="0 0 10 10"><line x2="10"/></symbol><use href="#s" width="50" height="50"/>',
      [0, 0, 50, 0],
    ],
    [
      'a nested svg',
      '<svg x="10" y="10" width="20" height="20" viewBox="0 0 1 1"><line x2="1"/></svg>',
      [10, 10, 30, 10],
    ],
  ]
  const css = (style: string, more = '') => `<path d="M60 50H70" style="${style}" ${more}/>`
  const styled: [string, string, number[]][] = [
    ['a translation of CSS', css('transform:translate(20px,1em)'), [80, 66, 90, 66]],
    ['CSS over the attribute', css('transform:translateX(10%)', 'transform="scale(3)"'), [70, 50, 80, 50]],
    ['about an origin', css('transform:rotate(90deg);transform-origin:50px 50px'), [50, 60, 50, 70]],
    [
      'about the middle of the page',
      css('transform:rotate(.25turn);transform-origin:center'),
      [50, 60, 50, 70],
    ],
    [
      'about an origin by attribute',
      css('', 'transform="rotate(90)" transform-origin="50% 50%"'),
      [50, 60, 50, 70],
    ],
    ['about words in either order', css('transform:scale(2);transform-origin:bottom left'), [120, 0, 140, 0]],
    [
      'about its own middle',
      css('transform:rotate(180deg);transform-box:fill-box;transform-origin:50% 50%'),
      [70, 50, 60, 50],
    ],
    ['by properties of their own', css('translate:10px 5px;rotate:90deg;scale:2'), [-90, 125, -90, 145]],
    ['not at all', css('transform:none', 'transform="scale(3)"'), [60, 50, 70, 50]],
  ]
  test.each([...placed, ...styled])('%s', (_, body, expected) => expect(pointsOf(body)).toEqual([expected]))

  const sizes: [string, string, number, number][] = [
    ['millimetres', 'width="210mm" height="297mm" viewBox="0 0 2100 2970"', 210, 297],
    ['inches', 'width="8.5in" height="11in"', 215.9, 279.4],
    ['pixels at 96 to the inch', 'width="960" height="480px"', 254, 127],
    ['a view box alone', 'viewBox="0 0 96 192"', 25.4, 50.8],
    ['one side and a view box', 'width="100mm" viewBox="0 0 200 100"', 100, 50],
    ['percent of a view box', 'width="100%" height="100%" viewBox="0 0 96 96"', 25.4, 25.4],
  ]
  test.each(sizes)('the page in %s', (_, attributes, width, height) => {
    const { sheet } = readSvg(`<svg ${attributes}><path d="M1 1h2" stroke="red"/></svg>`).drawing
    expect(sheet.widthMm).toBeCloseTo(width, 3)
    expect(sheet.heightMm).toBeCloseTo(height, 3)
  })

  test('a page without a size ends where the drawing does, and says so', () => {
    const { drawing, warnings } = readSvg('<svg><path d="M0 0H96V192" stroke="red" fill="none"/></svg>')
    expect(drawing.sheet).toMatchObject({ widthMm: 25.4, heightMm: 50.8 })
    expect(warnings.join()).toContain('names no page size')
  })

  test.each([
    ['moved, in px', 'transform="translate(96 0)"', [25.4, 0, 35.4, 0]],
    ['about the middle of the page', 'style="transform:rotate(180deg)"', [100, 100, 90, 100]],
    ['about a corner', 'transform="scale(2)" transform-origin="0 0"', [0, 0, 20, 0]],
  ])('a root that is transformed: %s', (_, attributes, expected) => {
    const { drawing } = readSvg(page('<path d="M0 0H10" fill="none" stroke="red"/>', attributes))
    const [stroke] = drawing.layers[0].strokes
    expect([...stroke.points].map((value) => Math.round(value * 1000) / 1000 + 0)).toEqual(expected)
  })

  test('what lies off the page stays', () => {
    const { drawing } = readSvg(page('<line x1="-50" x2="150" y1="5" y2="5" stroke="red"/>'))
    expect(strokesBox(drawing.layers[0].strokes)).toMatchObject({ minX: -50, maxX: 150 })
  })
})

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
    expect(readSvg(page(body)).drawing.layers.map(({ pen }) => pen)).toEqual([
      { name: color, color, widthMm },
    ])
  })

  test('Inkscape layers are layers, the rest is parted by color', () => {
    const layer = (label: string, body: string) =>
      `<g xmlns:inkscape="i" inkscape:groupmode="layer" inkscape:label="${label}" fill="none">${body}</g>`
    const { layers } = readSvg(
      page(
        `${layer('2 Ink &amp; wash', '<line x2="9" stroke="red"/><line x2="1" stroke="blue"/>')}<line x2="5" stroke="blue"/><line x2="6" stroke="blue"/>`,
      ),
    ).drawing
    expect(layers.map(({ pen, strokes }) => [pen.name, pen.color, strokes.length])).toEqual([
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
      expect(readSvg(page(`<rect width="9" height="9" ${attribute}/>`)).drawing.layers).toEqual([])
    }
    expect(readSvg(page('<defs><line x2="9" stroke="red"/></defs>')).drawing.layers).toEqual([])
  })

  test('a color with an alpha of something is a color', () => {
    for (const fill of ['rgba(255,0,0,.5)', 'rgb(255 0 0 / 1%)', '#ff000001', 'rgb(255,0,0)', '#ff0000']) {
      expect(readSvg(page(`<rect width="9" height="9" fill="${fill}"/>`)).drawing.layers).toHaveLength(1)
    }
  })

  test('a stroke that lets all through leaves the fill, and the other way around', () => {
    const body = (more: string) => `<rect width="9" height="9" stroke="red" fill="lime" ${more}/>`
    const colorOf = (more: string) => readSvg(page(body(more))).drawing.layers[0].pen.color
    expect(colorOf('stroke-opacity="0"')).toBe('#00ff00')
    expect(colorOf('fill-opacity="0"')).toBe('#ff0000')
    expect(
      strokesOf(`<g stroke-opacity="0">${body('fill="none"')}${body('stroke-opacity="1"')}</g>`),
    ).toHaveLength(1)
  })

  test('a visible child of a hidden group is drawn, one of a group that is not displayed is not', () => {
    const child = '<rect width="20" height="20" fill="none" stroke="red" visibility="visible"/>'
    const hidden = `<g visibility="hidden">${child}<rect width="9" height="9"/></g>`
    expect(length(strokesOf(hidden))).toBeCloseTo(80, 6)
    for (const none of ['display="none"', 'opacity="0"']) {
      expect(readSvg(page(`<g ${none}>${child}</g>`)).drawing.layers).toEqual([])
    }
  })

  test('what stands after a reference to nothing is taken in its place', () => {
    const line = (stroke: string) => `<path d="M0 0H9" fill="none" stroke="${stroke}"/>`
    const gradient = '<linearGradient id="there"/>'
    const colors = (body: string) => readSvg(page(body)).drawing.layers.map(({ pen }) => pen.color)
    expect(colors(line('url(#gone) green'))).toEqual(['#008000'])
    expect(colors(line('url(#gone) none'))).toEqual([])
    expect(colors(gradient + line('url(#there) green'))).toEqual(['#000000'])
  })

  test('the outline of what was filled is closed, straight or round', () => {
    const filled = (d: string, more = '') =>
      readSvg(page(`<path d="${d}" ${more}/>`)).drawing.layers[0].strokes
    const triangle = (more: string) => filled('M10 10L60 10L35 60', more)
    expect(length(triangle(''))).toBeCloseTo(50 + 2 * Math.hypot(25, 50), 6)
    expect(triangle('')[0].closed).toBe(true)
    expect(length(triangle('fill="none" stroke="red"'))).toBeCloseTo(50 + Math.hypot(25, 50), 6)
    expect(length(filled('M10 10A20 20 0 0 1 50 10'))).toBeCloseTo(20 * Math.PI + 40, 1)
    expect(length(filled('M0 0H9V9H0V0'))).toBeCloseTo(36, 6)
  })

  describe('the paper', () => {
    const ink = '<path d="M10 10H90" fill="none" stroke="#000"/>'
    const read = (body: string, attributes = '') => readSvg(page(body, attributes))
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
          readSvg(page(`${ink}<rect x="20" width="20" height="20" ${fill}/>`), { occlude: true }).seen
            .layers[0].strokes,
        )
      expect(hidden('fill="white"')).toBeCloseTo(60, 6)
      expect(hidden('fill="white" stroke="white"')).toBeCloseTo(60, 6)
      expect(hidden('fill="rgba(255,255,255,.5)"')).toBeCloseTo(80, 6)
      expect(hidden('fill="white" fill-opacity="0"')).toBeCloseTo(80, 6)
    })

    test('our own pens are ink on paper of their color', () => {
      const pen = { name: 'White', color: '#ffffff', widthMm: 0.3 }
      const drawing: Drawing = {
        version: 1,
        sheet: { widthMm: 100, heightMm: 100, marginMm: 0, paperColor: '#ffffff' },
        layers: [{ pen, strokes: [{ points: Float64Array.of(1, 1, 2, 2), closed: false }] }],
        meta: { style: 'lines', seed: 1 },
      }
      expect(readSvg(writeSvg(drawing)).drawing).toEqual(drawing)
    })
  })

  test('a width of nothing is no line', () => {
    expect(readSvg(page('<path d="M0 0H9" stroke="red" stroke-width="0" fill="none"/>'))).toMatchObject({
      drawing: { layers: [] },
      warnings: ['Left out: 1 × shape without paint'],
    })
  })

  test('a line that would only be filled is none', () => {
    expect(readSvg(page('<line x2="9"/>')).warnings).toEqual(['Left out: 1 × line without a stroke'])
  })

  test('what no pen can draw is left out by name', () => {
    const { warnings } = readSvg(
      page('<text>Hi</text><text>ho</text><image href="file:///etc/passwd"/><use href="a.svg#b"/>'),
    )
    expect(warnings).toEqual([
      'Left out: 2 × text',
      'Left out: 1 × image',
      'Left out: 1 × reference to something outside the file',
    ])
  })
})

describe('hostile files', () => {
  const repeat = (text: string, count: number) => text.repeat(count)
  const levels = Array.from(
    { length: 10 },
    (_, i) => `<g id="u${i + 1}">${repeat(`<use href="#u${i}"/>`, 10)}</g>`,
  ).join('')
  const refused: [string, string, string][] = [
    ['nothing', '', 'bad_drawing'],
    ['text', 'hello', 'bad_drawing'],
    ['HTML', '<html><body/></html>', 'bad_drawing'],
    ['an element that does not end', '<svg><g>', 'bad_drawing'],
    ['elements out of order', '<svg><g></svg></g>', 'bad_drawing'],
    ['an attribute without a value', '<svg><g a></g></svg>', 'bad_drawing'],
    ['two roots', '<svg/><svg/>', 'bad_drawing'],
    [
      'outside entities',
      '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
      'bad_drawing',
    ],
    ['a hundred thousand levels', `<svg>${repeat('<g>', 1e5)}`, 'too_large'],
    [
      'ten to the tenth copies',
      page(`<line id="u0" x2="1" stroke="red"/>${levels}<use href="#u10"/>`),
      'too_large',
    ],
    ['a million copies', page(`<g id="u0"/>${levels}<use href="#u6"/>`), 'too_large'],
    ['a page of a kilometre', '<svg width="1000000" height="1000000"/>', 'too_large'],
  ]
  test.each(refused)('%s', (_, text, code) => {
    expect(() => readSvg(text)).toThrow(expect.objectContaining({ name: 'DrawingError', code }))
  })

  test('a reference to itself ends', () => {
    const { warnings } = readSvg(page('<g id="a"><line x2="5" stroke="red"/><use href="#a"/></g>'))
    expect(warnings).toEqual(['Left out: 1 × reference to itself'])
  })

  test.each([
    ['M0 0L5 5 NaN', 1],
    ['M0 0L5 5L1e999 0', 1],
    ['M NaN,Infinity L 1e309 0', 0],
    ['L5 5', 0],
    ['M0 0 X 4', 0],
    ['M0 0A1 1 0 2 0 5 5', 0],
  ])('broken path data %s is drawn up to the break', (data, count) => {
    const { drawing, warnings } = readSvg(page(`<path d="${data}" stroke="red"/>`))
    expect(drawing.layers.flatMap(({ strokes }) => strokes)).toHaveLength(count)
    expect(warnings.join()).toContain('broken shape')
  })

  test('any text is read or refused, and never gives a coordinate that is no number', () => {
    const pieces = [
      '<svg>',
      '</svg>',
      '<g>',
      '</g>',
      '<path d="',
      '"/>',
      'M0 0',
      'C',
      'a1',
      '1e9',
      '-',
      '.5',
      '&#65;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      ' transform="',
      'scale(',
      ')',
      '<use href="#a"/>',
      ' id="a"',
      '<?',
      '?>',
      '"',
      '<',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        try {
          const { drawing } = readSvg(`<svg>${parts.join('')}</svg>`)
          for (const { strokes } of drawing.layers) {
            for (const { points } of strokes) expect(points.every(Number.isFinite)).toBe(true)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DrawingError)
        }
      }),
      { numRuns: 500 },
    )
  })
})

test('our own files come back as they were written', () => {
  const drawing: Drawing = {
    version: 1,
    sheet: { widthMm: 148, heightMm: 210, marginMm: 0, paperColor: '#ffffff' },
    layers: [
      {
        pen: { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 },
        strokes: [
          { points: Float64Array.of(10, 10, 20.125, 30.5, 5, 7), closed: false },
          { points: Float64Array.of(50, 50, 60, 50, 60, 60), closed: true },
          { points: Float64Array.of(70, 70), closed: false },
        ],
      },
      {
        pen: { name: 'Red & wide', color: '#cc0000', widthMm: 0.7 },
        strokes: [{ points: Float64Array.of(1, 1, 2, 2), closed: false }],
      },
    ],
    meta: { style: 'lines', seed: 7, title: 'A <cat>' },
  }
  const { drawing: read, warnings } = readSvg(writeSvg(drawing))
  expect(warnings).toEqual([])
  expect(read).toEqual(drawing)
})
