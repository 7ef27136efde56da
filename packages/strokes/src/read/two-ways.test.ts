import { describe, expect, test } from 'vitest'
import { strokesOf } from '../geometry/marks.ts'
import { readSvg } from './svg.ts'

/** What is drawn on a page of 100 × 100 mm, to a thousandth of one: each pen's color, lines and curves. */
function drawnBy(body: string, before = '') {
  const { drawing } = readSvg(
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100mm" height="100mm" viewBox="0 0 100 100">${body}</svg>`,
  )
  const rounded = (points: Float64Array) => Array.from(points, (value) => Math.round(value * 1000) / 1000 + 0)
  return drawing.layers.map(({ pen, marks }) => ({
    color: pen.color,
    strokes: strokesOf(marks).map(({ points, closed }) => ({ points: rounded(points), closed })),
    curves: strokesOf(marks).flatMap(({ arcs = [] }) => arcs.map(({ chain }) => rounded(chain))),
  }))
}

const path = (data: string) => `<path fill="none" stroke="#ff0000" d="${data}"/>`

describe('path data said in two ways is one drawing', () => {
  test.each([
    ['a relative move', 'M10 20 L30 20 Z m5 6 l1 1', 'M10 20 L30 20 Z M15 26 L16 27'],
    ['relative lines', 'M10 20 l3 4 h5 v-6', 'M10 20 L13 24 H18 V18'],
    ['across and up', 'M10 20 H18 V12', 'M10 20 L18 20 L18 12'],
    ['a relative curve', 'M10 20 c1 2 8 9 12 3', 'M10 20 C11 22 18 29 22 23'],
    [
      'a smooth curve',
      'M10 20 C11 22 18 29 22 23 S40 10 50 30',
      'M10 20 C11 22 18 29 22 23 C26 17 40 10 50 30',
    ],
    ['a relative smooth one', 'M10 20 c1 2 8 9 12 3 s18 -13 28 7', 'M10 20 C11 22 18 29 22 23 S40 10 50 30'],
    [
      'a third, smooth as well',
      'M10 20 C11 22 18 29 22 23 S40 10 50 30 S80 60 70 70',
      'M10 20 C11 22 18 29 22 23 S40 10 50 30 C60 50 80 60 70 70',
    ],
    ['a smooth curve after a line', 'M10 20 L22 23 S40 10 50 30', 'M10 20 L22 23 C22 23 40 10 50 30'],
    [
      'a smooth curve after a quadratic one',
      'M10 20 Q15 40 22 23 S40 10 50 30',
      'M10 20 Q15 40 22 23 C22 23 40 10 50 30',
    ],
    ['a quadratic curve', 'M10 10 Q40 70 70 10', 'M10 10 C30 50 50 50 70 10'],
    ['a relative quadratic one', 'M10 10 q30 60 60 0', 'M10 10 Q40 70 70 10'],
    ['a smooth quadratic one', 'M10 10 Q20 30 30 20 T50 40', 'M10 10 Q20 30 30 20 Q40 10 50 40'],
    [
      'relative smooth quadratic ones',
      'M10 10 q10 20 20 10 t20 20 t20 -10',
      'M10 10 Q20 30 30 20 T50 40 Q60 70 70 30',
    ],
    ['a smooth quadratic one after a line', 'M10 10 L30 20 T50 40', 'M10 10 L30 20 Q30 20 50 40'],
    ['a relative arc', 'M30 20 a15 25 30 1 0 10 18', 'M30 20 A15 25 30 1 0 40 38'],
    ['an arc of no width', 'M30 20 A0 25 0 0 0 40 38', 'M30 20 L40 38'],
    ['an arc of no height', 'M30 20 A15 0 0 0 0 40 38', 'M30 20 L40 38'],
    ['an arc of negative radii', 'M30 20 A-15 -25 30 0 1 40 38', 'M30 20 A15 25 30 0 1 40 38'],
    ['an arc too small to reach', 'M30 20 A1 1 0 0 1 50 20', 'M30 20 A10 10 0 0 1 50 20'],
    ['an arc in flags without spaces', 'M30 20 A15 25 30 0140 38', 'M30 20 A15 25 30 0 1 40 38'],
    ['an arc turned all round', 'M30 20 A15 25 210 1 1 40 38', 'M30 20 A15 25 30 1 1 40 38'],
  ])('%s', (_, said, plainly) => {
    const drawn = drawnBy(path(said))
    expect(drawn[0].strokes.length).toBeGreaterThan(0)
    expect(drawn).toEqual(drawnBy(path(plainly)))
  })
})

describe('an arc lies on its ellipse', () => {
  /** Of the ellipse with radii 30 and 10 around (50, 40), turned by 25°. */
  const turn = (25 * Math.PI) / 180
  const at = (angle: number) => {
    const [x, y] = [30 * Math.cos(angle), 10 * Math.sin(angle)]
    return [50 + x * Math.cos(turn) - y * Math.sin(turn), 40 + x * Math.sin(turn) + y * Math.cos(turn)]
  }
  const offEllipse = (x: number, y: number) => {
    const [dx, dy] = [x - 50, y - 40]
    const u = (dx * Math.cos(turn) + dy * Math.sin(turn)) / 30
    const v = (dy * Math.cos(turn) - dx * Math.sin(turn)) / 10
    return Math.abs(Math.hypot(u, v) - 1)
  }

  test.each([
    ['a short one', 0.2, 1.3, 0, 1],
    ['a long one', 0.2, 4.6, 1, 1],
    ['a short one back', 1.3, 0.2, 0, 0],
    ['a long one back', 4.6, 0.2, 1, 0],
  ])('%s', (_, from, to, large, sweep) => {
    const [{ strokes, curves }] = drawnBy(path(`M${at(from)} A30 10 25 ${large} ${sweep} ${at(to)}`))
    const [{ points }] = strokes
    let length = 0
    for (let i = 0; i < points.length; i += 2) {
      expect(offEllipse(points[i], points[i + 1])).toBeLessThan(1e-3)
      if (i > 0) length += Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1])
    }
    let wanted = 0
    for (let k = 0; k < 1000; k++) {
      const [a, b] = [k, k + 1].map((share) => at(from + ((to - from) * share) / 1000))
      wanted += Math.hypot(b[0] - a[0], b[1] - a[1])
    }
    expect(Math.abs(length - wanted)).toBeLessThan(0.1)
    // The curves of it meet on the ellipse as well.
    const [chain] = curves
    for (let i = 0; i < chain.length; i += 6) expect(offEllipse(chain[i], chain[i + 1])).toBeLessThan(1e-3)
  })
})

describe('shapes said in two ways are one drawing', () => {
  const shape = (element: string) => `<g fill="none" stroke="#ff0000">${element}</g>`
  test.each([
    [
      'a circle',
      '<circle cx="40" cy="50" r="20"/>',
      '<path d="M60 50 A20 20 0 0 1 20 50 A20 20 0 0 1 60 50 Z"/>',
    ],
    ['a circle as an ellipse', '<ellipse cx="40" cy="50" rx="20"/>', '<circle cx="40" cy="50" r="20"/>'],
    [
      'an ellipse',
      '<ellipse cx="40" cy="50" rx="30" ry="10"/>',
      '<path d="M70 50 A30 10 0 0 1 10 50 A30 10 0 0 1 70 50 Z"/>',
    ],
    ['a rectangle', '<rect x="10" y="20" width="50" height="30"/>', '<path d="M10 20 H60 V50 H10 Z"/>'],
    [
      'a rounded one',
      '<rect x="10" y="20" width="50" height="30" rx="5"/>',
      '<path d="M15 20 H55 A5 5 0 0 1 60 25 V45 A5 5 0 0 1 55 50 H15 A5 5 0 0 1 10 45 V25 A5 5 0 0 1 15 20 Z"/>',
    ],
    [
      'one rounder than it is high',
      '<rect x="10" y="20" width="50" height="30" rx="10" ry="40"/>',
      '<rect x="10" y="20" width="50" height="30" rx="10" ry="15"/>',
    ],
    ['a polygon', '<polygon points="10,20 40,20 40,60"/>', '<path d="M10 20 L40 20 L40 60 Z"/>'],
    [
      'a polyline with a point that breaks off',
      '<polyline points="10,20 40,20 40"/>',
      '<path d="M10 20 L40 20"/>',
    ],
    ['a line', '<line x1="10" y1="20" x2="40" y2="60"/>', '<path d="M10 20 L40 60"/>'],
    [
      'one moved',
      '<rect x="10" y="20" width="5" height="6" transform="translate(3 4)"/>',
      '<rect x="13" y="24" width="5" height="6"/>',
    ],
    [
      'one scaled, then moved',
      '<path d="M1 2 L3 4" transform="translate(10,20) scale(2 3)"/>',
      '<path d="M12 26 L16 32"/>',
    ],
    [
      'one turned about a point',
      '<path d="M20 10 L30 10" transform="rotate(90 20 20)"/>',
      '<path d="M30 20 L30 30"/>',
    ],
    [
      'one used elsewhere',
      '<path id="p" d="M1 2 L3 4"/><use xlink:href="#p" x="10" y="20"/>',
      '<path d="M1 2 L3 4"/><path d="M11 22 L13 24"/>',
    ],
  ])('%s', (_, said, plainly) => {
    const drawn = drawnBy(shape(said))
    expect(drawn[0].strokes.length).toBeGreaterThan(0)
    expect(drawn).toEqual(drawnBy(shape(plainly)))
  })
})

describe('pens and text said in two ways are one drawing', () => {
  const line = (attributes: string) => `<path fill="none" d="M10 20 L40 60" ${attributes}/>`
  const red = line('stroke="#ff0080"')
  test.each([
    ['shares of red, green and blue', line('stroke="rgb(100%, 0%, 50%)"')],
    ['numbers', line('stroke="rgb(255, 0, 128)"')],
    ['a style', line('style="stroke: #ff0080"')],
    ['a style sheet', `<style>.a { stroke: #ff0080 }</style>${line('class="b a"')}`],
    [
      'a style sheet between marks',
      `<style>.b{}<![CDATA[.a { stroke: #ff0080 }]]></style>${line('class="a"')}`,
    ],
    ['a letter by its hexadecimal number', `<style>.a { stroke: #ff0080 }</style>${line('class="&#x61;"')}`],
    ['a letter by its number', `<style>.a { stroke: #ff0080 }</style>${line('class="&#97;"')}`],
    ['a style for what has a name', `<style>#c { stroke: #ff0080 }</style>${line('id="c"')}`],
    ['a comment before it', `<!-- <path d="M0 0 L1 1" stroke="red"/> -->${red}`],
    ['an instruction before it', `<?made by="a program" > ?>${red}`],
    ['the group around it', `<g stroke="#ff0080">${line('')}</g>`],
    ['whatever the group wants', `<g stroke="#ff0080">${line('stroke="inherit"')}</g>`],
    ['the color of text', `<g color="#ff0080">${line('stroke="currentColor"')}</g>`],
  ])('%s', (_, said) => {
    expect(drawnBy(said)).toEqual(drawnBy(red))
  })

  test('what stands before the drawing is passed over', () => {
    const before =
      '<?xml version="1.0"?><!-- a > b --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    expect(drawnBy(red, before)).toEqual(drawnBy(red))
  })
})

test('dashes of a loop are lines', () => {
  const [{ strokes }] = drawnBy(
    '<rect fill="none" stroke="#ff0000" stroke-dasharray="3 2" width="10" height="5"/>',
  )
  expect(strokes).toHaveLength(6)
  expect(strokes.some(({ closed }) => closed)).toBe(false)
})
