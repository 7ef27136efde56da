import { describe, expect, test } from 'vitest'
import { svgPage } from '../../testing/svg-pages.ts'
import { strokesOf } from '../geometry/marks.ts'
import { strokeLength, strokesBox } from '../geometry/polyline.ts'
import type { Drawing, Stroke } from '../types.ts'
import { writeSvg } from '../write/svg.ts'
import { readSvg } from './svg.ts'

function drawnBy(body: string): Stroke[] {
  return readSvg(svgPage(`<g fill="none" stroke="black">${body}</g>`)).drawing.layers.flatMap(({ marks }) => [
    ...strokesOf(marks),
  ])
}

function pointsOf(body: string): number[][] {
  return drawnBy(body).map(({ points }) => Array.from(points, (value) => Math.round(value * 1000) / 1000))
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
    expect(length(drawnBy(body))).toBeCloseTo(expected, 1)
  })

  test('curves stay within a hundredth of a millimetre', () => {
    const [circle] = drawnBy('<circle cx="50" cy="50" r="40"/>')
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
  const geometry: [string, string, number[]][] = [
    ['a use', '<defs><line id="a" x2="1"/></defs><use href="#a" x="1" style="x:7px;y:8px"/>', [7, 8, 8, 8]],
    [
      'a nested svg',
      '<svg x="1" style="x:10px;y:1em;width:20px;height:20px" viewBox="0 0 1 1"><line x2="1"/></svg>',
      [10, 16, 30, 16],
    ],
    [
      'a use of a symbol',
      '<symbol id="s" viewBox="0 0 10 10"><line x2="10"/></symbol><use href="#s" width="9" style="width:50px;height:50px"/>',
      [0, 0, 50, 0],
    ],
  ]
  test.each(geometry)('where CSS puts %s', (_, body, expected) => expect(pointsOf(body)).toEqual([expected]))

  test('the place of a nested svg is in its own font', () => {
    const body = '<svg font-size="10" x="1em" y="2em" width="50" height="50"><line x2="9"/></svg>'
    expect(pointsOf(body)).toEqual([[10, 20, 19, 20]])
  })

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
    ['CSS', 'width="9" style="width:100mm;height:50mm" viewBox="0 0 10 5"', 100, 50],
    ['shares of no window', 'width="100mm" style="width:100%;height:auto" viewBox="0 0 10 5"', 100, 50],
    ['percent of a view box', 'width="100%" height="100%" viewBox="0 0 96 96"', 25.4, 25.4],
  ]
  test.each(sizes)('the page in %s', (_, attributes, width, height) => {
    const { sheet } = readSvg(`<svg ${attributes}><path d="M1 1h2" stroke="red"/></svg>`).drawing
    expect(sheet.widthMm).toBeCloseTo(width, 3)
    expect(sheet.heightMm).toBeCloseTo(height, 3)
  })

  test('the page in CSS of a style sheet', () => {
    const { sheet } = readSvg('<svg><style>svg{width:100mm;height:50mm}</style></svg>').drawing
    expect(sheet).toMatchObject({ widthMm: 100, heightMm: 50 })
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
    const { drawing } = readSvg(svgPage('<path d="M0 0H10" fill="none" stroke="red"/>', attributes))
    const [stroke] = strokesOf(drawing.layers[0].marks)
    expect([...stroke.points].map((value) => Math.round(value * 1000) / 1000 + 0)).toEqual(expected)
  })

  test('what lies off the page stays', () => {
    const { drawing } = readSvg(svgPage('<line x1="-50" x2="150" y1="5" y2="5" stroke="red"/>'))
    expect(strokesBox(strokesOf(drawing.layers[0].marks))).toMatchObject({ minX: -50, maxX: 150 })
  })
})

test('our own files come back as they were written', () => {
  const drawing: Drawing = {
    sheet: { widthMm: 148, heightMm: 210, marginMm: 0, paperColor: '#ffffff' },
    layers: [
      {
        pen: { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 },
        marks: [
          { points: Float64Array.of(10, 10, 20.125, 30.5, 5, 7), closed: false },
          { points: Float64Array.of(50, 50, 60, 50, 60, 60), closed: true },
          { points: Float64Array.of(70, 70), closed: false },
        ],
      },
      {
        pen: { name: 'Red & wide', color: '#cc0000', widthMm: 0.7 },
        marks: [{ points: Float64Array.of(1, 1, 2, 2), closed: false }],
      },
    ],
    meta: { style: 'lines', seed: 7, title: 'A <cat>' },
  }
  const { drawing: read, warnings } = readSvg(writeSvg(drawing))
  expect(warnings).toEqual([])
  expect(read).toEqual(drawing)
})
