import { describe, expect, test } from 'vitest'
import { readPage, svgPage } from '../../../testing/svg-pages.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import { readSvg } from '../svg.ts'

const across = (attributes: string) => `<path d="M0 20H100" ${attributes}/>`
const clipped = (clip: string, attributes = '') =>
  `<clipPath id="c" ${attributes}>${clip}</clipPath>${across('clip-path="url(#c)"')}`
const masked = (mask: string, attributes = '') =>
  `<mask id="m" fill="#000" stroke="none" maskUnits="userSpaceOnUse" x="0" y="0" width="100" height="100" ${attributes}>${mask}</mask>${across('mask="url(#m)"')}`

describe('lines are cut to what is seen', () => {
  const cut: [string, string, number[][]][] = [
    ['by a clip path', clipped('<rect x="10" width="30" height="50"/>'), [[10, 20, 40, 20]]],
    [
      'by two shapes that touch',
      clipped('<rect width="50" height="50"/><rect x="50" width="9" height="50"/>'),
      [[0, 20, 59, 20]],
    ],
    [
      'by two shapes that turn against each other',
      clipped('<path d="M0 0h50v50h-50z"/><path d="M40 0v50h30v-50z"/>'),
      [[0, 20, 70, 20]],
    ],
    [
      'by shapes of either rule',
      clipped(
        '<path clip-rule="evenodd" d="M10 10h50v50h-50zM20 10h10v50h-10z"/><path d="M70 0h20v50h-20zM75 0h5v50h-5z"/>',
      ),
      [
        [10, 20, 20, 20],
        [30, 20, 60, 20],
        [70, 20, 90, 20],
      ],
    ],
    [
      'by shapes in it of which one is clipped',
      `<clipPath id="d"><rect x="20" width="99" height="99"/></clipPath>${clipped('<rect width="50" height="50" clip-path="url(#d)"/><rect x="60" width="9" height="50"/>')}`,
      [
        [20, 20, 50, 20],
        [60, 20, 69, 20],
      ],
    ],
    [
      'by the clip rule',
      clipped('<path clip-rule="evenodd" d="M10 10h50v50h-50zM20 10h10v50h-10z"/>'),
      [
        [10, 20, 20, 20],
        [30, 20, 60, 20],
      ],
    ],
    [
      'not by the fill rule',
      clipped('<path fill-rule="evenodd" d="M10 10h50v50h-50zM20 10h10v50h-10z"/>'),
      [[10, 20, 60, 20]],
    ],
    [
      'by a clip path of a clip path',
      `<clipPath id="d"><rect x="20" width="99" height="99"/></clipPath>${clipped('<rect width="50" height="50"/>', 'clip-path="url(#d)"')}`,
      [[20, 20, 50, 20]],
    ],
    [
      'by a shape in it that is clipped',
      `<clipPath id="d"><rect x="20" width="99" height="99"/></clipPath>${clipped('<rect width="50" height="50" clip-path="url(#d)"/>')}`,
      [[20, 20, 50, 20]],
    ],
    [
      'by one that is used and moved',
      `<defs><rect id="r" width="9" height="50"/></defs>${clipped('<use href="#r" x="1"/>', 'transform="translate(10)"')}`,
      [[11, 20, 20, 20]],
    ],
    [
      'by what is visible of it',
      clipped(
        '<rect width="50" height="50" visibility="hidden"/><rect width="9" height="50"/><rect x="20" width="9" height="50" display="none"/>',
      ),
      [[0, 20, 9, 20]],
    ],
    [
      'by shares of the viewport that it is used in',
      `<clipPath id="c"><rect width="50%" height="50"/></clipPath>${across('clip-path="url(#c)"')}<svg width="100" height="100" viewBox="0 0 20 20" preserveAspectRatio="xMinYMin" style="overflow:visible"><g transform="scale(.2)">${across('clip-path="url(#c)"')}</g></svg>`,
      [
        [0, 20, 50, 20],
        [0, 20, 10, 20],
      ],
    ],
    [
      'by groups in groups',
      `<clipPath id="a"><rect width="50" height="50"/></clipPath><clipPath id="b"><rect x="20" width="50" height="50"/></clipPath><g clip-path="url(#a)"><g clip-path="url(#b)">${across('')}</g></g>`,
      [[20, 20, 50, 20]],
    ],
    [
      'in shares of a group',
      `<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width=".5" height="1"/></clipPath><g clip-path="url(#c)"><path d="M20 20H60M20 0V90"/></g>`,
      [
        [20, 20, 40, 20],
        [20, 0, 20, 90],
      ],
    ],
    ['to nothing', clipped(''), []],
    ['along its border', clipped('<rect y="20" width="50" height="9"/>'), [[0, 20, 50, 20]]],
    ['by white in a mask', masked('<rect x="30" width="40" height="50" fill="white"/>'), [[30, 20, 70, 20]]],
    [
      'by black over it',
      masked('<rect width="100" height="50" fill="#fff"/><rect x="20" width="9" height="50"/>'),
      [
        [0, 20, 20, 20],
        [29, 20, 100, 20],
      ],
    ],
    [
      'by white over that again',
      masked(
        '<rect width="100" height="50" fill="#fff"/><rect x="20" width="30" height="50"/><rect x="30" width="5" height="50" fill="#fff"/><rect x="33" width="1" height="50"/>',
      ),
      [
        [0, 20, 20, 20],
        [30, 20, 33, 20],
        [34, 20, 35, 20],
        [50, 20, 100, 20],
      ],
    ],
    [
      'by a line in it',
      masked(
        '<rect width="100" height="50" fill="#fff"/><path d="M50 0V90" stroke="#000" stroke-width="10"/>',
      ),
      [
        [0, 20, 45, 20],
        [55, 20, 100, 20],
      ],
    ],
    ['by what covers', masked('<rect width="40" height="50"/>', 'mask-type="alpha"'), [[0, 20, 40, 20]]],
    [
      'by the part of the page that a mask is for',
      masked('<rect width="100" height="50" fill="#fff"/>').replace('x="0"', 'x="60"'),
      [[60, 20, 100, 20]],
    ],
    [
      'by a tenth more than a group',
      `<mask id="m"><rect width="100" height="100" fill="#fff"/></mask><g mask="url(#m)"><rect x="40" y="15" width="20" height="10" stroke="none" fill="none"/>${'<path d="M40 15V25M60 15V25"/>'}</g>`,
      [
        [40, 15, 40, 25],
        [60, 15, 60, 25],
      ],
    ],
    [
      'by a nested svg',
      `<svg x="10" y="10" width="20" height="20"><path d="M-50 5H50"/></svg>`,
      [[10, 15, 30, 15]],
    ],
    [
      'not where that may overflow',
      `<svg x="10" y="10" width="20" height="20" style="overflow:visible"><path d="M-50 5H50"/></svg>`,
      [[-40, 15, 60, 15]],
    ],
    [
      'by a symbol',
      '<symbol id="s" viewBox="0 0 10 10"><path d="M0 5H20"/></symbol><use href="#s" width="50" height="50"/>',
      [[0, 25, 50, 25]],
    ],
    [
      'with its dashes',
      `<clipPath id="c"><rect width="50" height="50"/></clipPath>${across('stroke-dasharray="30 10" clip-path="url(#c)"')}`,
      [
        [0, 20, 30, 20],
        [40, 20, 50, 20],
      ],
    ],
    [
      'a dot in it or out',
      `<clipPath id="c"><rect width="50" height="50"/></clipPath><path d="M9 9zM60 60z" clip-path="url(#c)"/>`,
      [[9, 9]],
    ],
  ]
  test.each(cut)('%s', (_, body, points) => {
    const read = readPage(body)
    expect(read.points).toEqual(points)
    expect(read.warnings.filter((one) => !one.includes('without paint'))).toEqual([])
  })

  const square = (clip: string) =>
    `<g style="clip-path:${clip}"><rect x="10" y="10" width="20" height="20" stroke="none" fill="none"/><path d="M10 20H30"/></g>`
  test.each([
    ['circle(5px) fill-box', [[15, 20, 25, 20]]],
    ['circle(25% at left) fill-box', [[10, 20, 15, 20]]],
    ['ellipse(2px 50% at 10px 10px) fill-box', [[18, 20, 22, 20]]],
    ['inset(0 5px 0 10%) fill-box', [[12, 20, 25, 20]]],
    ['inset(11px 0 0 0) fill-box', []],
    ['polygon(0 0, 50% 0, 50% 100%, 0 100%) fill-box', [[10, 20, 20, 20]]],
    [
      `path(evenodd, 'M0 0H20V20H0zM5 0H15V20H5z') fill-box`,
      [
        [10, 20, 15, 20],
        [25, 20, 30, 20],
      ],
    ],
    ['circle(12px at 10px 20px) view-box', [[10, 20, 22, 20]]],
  ])('%s', (clip, points) => expect(readPage(square(clip)).points).toEqual(points))

  test('what lies in the clip wholly is as it was', () => {
    const circle = '<circle cx="50" cy="50" r="20" fill="none" stroke="#000"/>'
    const clip = '<clipPath id="c"><rect width="100" height="100"/></clipPath>'
    const { drawing } = readSvg(svgPage(`${clip}<g clip-path="url(#c)">${circle}</g>`))
    expect(drawing).toEqual(readSvg(svgPage(circle)).drawing)
  })
})

describe('filled shapes are drawn by the outline of what is seen of them', () => {
  const outlined: [string, string, number][] = [
    [
      'a circle of a rectangle',
      '<clipPath id="c"><circle cx="50" cy="50" r="20"/></clipPath><rect width="90" height="90" clip-path="url(#c)"/>',
      40 * Math.PI,
    ],
    [
      'a corner',
      '<clipPath id="c"><rect x="40" y="40" width="50" height="50"/></clipPath><rect x="10" y="10" width="50" height="50" clip-path="url(#c)"/>',
      80,
    ],
    [
      'a mask with a hole',
      '<mask id="m"><rect width="100" height="100" fill="#fff"/><rect x="20" y="20" width="10" height="10"/></mask><rect x="10" y="10" width="50" height="50" mask="url(#m)"/>',
      240,
    ],
  ]
  test.each(outlined)('%s', (_, body, mm) => {
    const strokes = readSvg(svgPage(body)).drawing.layers.flatMap((layer) => strokesOf(layer.marks))
    expect(strokes.every(({ closed }) => closed)).toBe(true)
    expect(strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)).toBeCloseTo(mm, 0)
  })

  test('and hide no more than that', () => {
    const clip = '<clipPath id="c"><rect x="40" width="20" height="90"/></clipPath>'
    const body = `${across('stroke="#000"')}${clip}<rect width="100" height="50" fill="#f00" clip-path="url(#c)"/>`
    const [black] = readSvg(svgPage(body), { occlude: true }).seen.layers
    expect(strokesOf(black?.marks ?? []).map(({ points }) => [...points])).toEqual([
      [0, 20, 40, 20],
      [60, 20, 100, 20],
    ])
  })
})

describe('what can only be cut in part is named', () => {
  const named: [string, string, number, string][] = [
    ['gray', masked('<rect width="50" height="50" fill="gray"/>'), 50, 'gray in a mask, taken for white'],
    ['text', masked('<rect width="50" height="50" fill="#fff"/><text>A</text>'), 50, 'text'],
    ['itself', clipped('<rect width="50" height="50" clip-path="url(#c)"/>'), 50, 'reference to itself'],
    [
      'a box without an area',
      clipped('<rect width=".5" height="1"/>', 'clipPathUnits="objectBoundingBox"'),
      100,
      'clipPath of something without an area',
    ],
  ]
  test.each(named)('%s', (_, body, mm, name) => {
    const read = readPage(body)
    expect(read.mm).toBeCloseTo(mm, 6)
    expect(read.warnings).toEqual([`Left out: 1 × ${name}`])
  })
})
