import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filledDrawing } from '../../testing/drawings.ts'
import { latticeStrokes, line, loop } from '../../testing/strokes.ts'
import { strokesOf } from '../geometry/marks.ts'
import { strokeLength } from '../geometry/polyline.ts'
import { readSvg } from '../read/svg.ts'
import type { Stroke } from '../types.ts'
import { type Laid, occludeLaid, occludeLayers } from './occlude.ts'

const box = (x: number, y: number, side: number) =>
  Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side)
const cover = (...contours: Float64Array[]): Laid => ({ strokes: [], fill: { contours, rule: 'evenodd' } })
const seen = (strokes: Stroke[], ...covers: Laid[]) =>
  occludeLaid([{ strokes }, ...covers])[0].map(({ points, closed }) => [[...points], closed])

describe('occludeLaid', () => {
  test.each<[string, Stroke, unknown]>([
    [
      'a line through is two',
      line(0, 15, 40, 15),
      [
        [[0, 15, 10, 15], false],
        [[20, 15, 40, 15], false],
      ],
    ],
    ['a line inside is gone', line(11, 11, 19, 19, 12, 18), []],
    ['a line along the border stays', line(10, 10, 20, 10, 20, 20), [[[10, 10, 20, 10, 20, 20], false]]],
    ['a line that ends inside ends at the border', line(0, 15, 15, 15, 15, 12), [[[0, 15, 10, 15], false]]],
    [
      'a loop is cut open, in one through its start',
      loop(0, 0, 15, 0, 15, 15, 0, 15),
      [[[10, 15, 0, 15, 0, 0, 15, 0, 15, 10], false]],
    ],
    ['a loop outside stays closed', loop(30, 30, 40, 30, 40, 40), [[[30, 30, 40, 30, 40, 40], true]]],
    ['a dot inside is gone', line(15, 15), []],
    ['a dot on the border stays', line(10, 15), [[[10, 15], false]]],
  ])('%s', (_, stroke, expected) => {
    expect(seen([stroke], cover(box(10, 10, 10)))).toEqual(expected)
  })

  test('a hole shows what lies under it; neighbors leave no gap between them', () => {
    expect(seen([line(0, 15, 30, 15)], cover(box(0, 0, 30), box(10, 10, 10)))).toEqual([
      [[10, 15, 20, 15], false],
    ])
    expect(seen([line(11, 15, 29, 15)], cover(box(10, 10, 10)), cover(box(20, 10, 10)))).toEqual([])
  })

  test('a fill hides neither its own strokes nor later ones', () => {
    const mark = {
      strokes: [line(0, 15, 40, 15)],
      fill: { contours: [box(10, 10, 10)], rule: 'nonzero' as const },
    }
    const later = { strokes: [line(11, 12, 19, 12)] }
    expect(occludeLaid([mark, later])).toEqual([mark.strokes, later.strokes])
  })

  test('whatever is drawn, what is seen lies outside and with what is hidden is all there was', () => {
    const area = fc.record({
      x: fc.integer({ min: 0, max: 5 }),
      y: fc.integer({ min: 0, max: 5 }),
      side: fc.constantFrom(0.7, 1.5, 3),
    })
    fc.assert(
      fc.property(latticeStrokes(), fc.array(area, { maxLength: 4 }), (strokes, areas) => {
        const covers = areas.map(({ x, y, side }) => cover(box(x, y, side)))
        const [left] = occludeLaid([{ strokes }, ...covers])
        const inside = (x: number, y: number) =>
          areas.some((one) => x > one.x && y > one.y && x < one.x + one.side && y < one.y + one.side)
        const total = (all: readonly Stroke[]) => all.reduce((sum, stroke) => sum + strokeLength(stroke), 0)
        let expected = 0
        for (const [ax, ay, bx, by] of strokes.flatMap(sidesOf)) {
          // Every border lies on one of these, so between two of them a side is hidden or not.
          const cuts = [0, 1]
          for (const { x, y, side } of areas) {
            for (const at of [x, x + side]) if (ax !== bx) cuts.push((at - ax) / (bx - ax))
            for (const at of [y, y + side]) if (ay !== by) cuts.push((at - ay) / (by - ay))
          }
          const shares = cuts.filter((share) => share >= 0 && share <= 1).sort((a, b) => a - b)
          for (let k = 1; k < shares.length; k++) {
            const middle = (shares[k - 1] + shares[k]) / 2
            if (shares[k] - shares[k - 1] > 1e-9 && !inside(ax + (bx - ax) * middle, ay + (by - ay) * middle))
              expected += Math.hypot(bx - ax, by - ay) * (shares[k] - shares[k - 1])
          }
        }
        expect(total(left)).toBeCloseTo(expected, 6)
        expect(occludeLaid([{ strokes: left }, ...covers])[0].length).toBe(left.length)
      }),
      { numRuns: 150 },
    )
  })

  test('many marks over each other, and many apart, are no matter of pairs', () => {
    const marks = Array.from({ length: 4000 }, (_, i): Laid => {
      const contour = box((i % 100) * 1.5, Math.floor(i / 100) * 1.5, 2)
      return { strokes: [{ points: contour, closed: true }], fill: { contours: [contour], rule: 'nonzero' } }
    })
    const left = occludeLaid(marks)
    expect(left.at(-1)).toEqual(marks.at(-1)?.strokes)
    const inner = left[100 * 20 + 50].reduce((sum, stroke) => sum + strokeLength(stroke), 0)
    // The right and lower sides lie under the next squares, a quarter of the left one under the one below that.
    expect(inner).toBeCloseTo(8 - 2 - 2 - 0.5, 6)
  })
})

test('occludeLayers: later layers’ areas hide, a layer’s own do not', () => {
  const [filled] = filledDrawing.layers
  const under = { pen: filled.pen, marks: [line(0, 22, 100, 22)] }
  const [before, own, after] = occludeLayers([under, filled, under])
  // The hole is round, and touches no line at this height but the square and the triangle's flanks.
  expect(
    strokesOf(before.marks).map(({ points }) => [...points].map((value) => Math.round(value * 1e6) / 1e6)),
  ).toEqual([
    [0, 22, 20, 22],
    [38, 22, 59, 22],
    [61, 22, 100, 22],
  ])
  expect(own).toEqual(filled)
  expect(after).toEqual(under)
})

test('occludeLayers: areas that reach under each other hide no border of their own layer', () => {
  const areaOf = (corners: Float64Array) => {
    const contour = [corners[0], corners[1]]
    for (let i = 0; i < corners.length; i += 2) {
      const next = (i + 2) % corners.length
      contour.push(
        corners[i],
        corners[i + 1],
        corners[next],
        corners[next + 1],
        corners[next],
        corners[next + 1],
      )
    }
    return { color: '#808080', contours: [Float64Array.from(contour)] }
  }
  const { pen } = filledDrawing.layers[0]
  const strokes = [line(15, 12, 15, 28), line(12, 5, 12, 40)]
  const stacked = { pen, marks: strokes, regions: [areaOf(box(0, 0, 50)), areaOf(box(10, 10, 20))] }
  expect(occludeLayers([stacked])).toEqual([stacked])
})

describe('readSvg with occlude', () => {
  const under = '<path d="M0 50H100" fill="none" stroke="#000"/>'
  const drawn = (body: string) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100">${under}<g stroke="#f00">${body}</g></svg>`
    const [{ marks }] = readSvg(svg, { occlude: true }).seen.layers
    return strokesOf(marks).map(({ points }) => [...points].map((value) => Math.round(value * 1e6) / 1e6))
  }
  const whole = [[0, 50, 100, 50]]
  const cut = [
    [0, 50, 40, 50],
    [60, 50, 100, 50],
  ]
  const square = (attributes: string) => `<rect x="40" y="40" width="20" height="20" ${attributes}/>`
  test.each([
    ['a fill that is not said is black', square(''), cut],
    ['white is a color too', square('fill="white"'), cut],
    ['no fill', square('fill="none"'), whole],
    ['a gradient', `<linearGradient id="a"/>${square('fill="url(#a)"')}`, cut],
    ['a fill by a class', `<style>.a{fill:none}</style>${square('class="a"')}`, whole],
    ['a fill that shows through', square('fill-opacity=".5"'), whole],
    ['a group that shows through', `<g opacity="80%">${square('')}</g>`, whole],
    ['all of it', square('opacity="1" fill-opacity="100%"'), cut],
    ['what is hidden hides nothing', square('visibility="hidden"'), whole],
    ['an open path is filled to its start', '<path d="M40 40H60V60H40"/>', cut],
    ['a line has no inside', '<line x1="10" y1="10" x2="90" y2="90"/>', whole],
    [
      'a hole by the other rule',
      '<path fill-rule="evenodd" d="M40 40h20v20h-20zM45 45h10v10h-10z"/>',
      [cut[0], [45, 50, 55, 50], cut[1]],
    ],
    ['no hole by the usual rule', '<path d="M40 40h20v20h-20zM45 45h10v10h-10z"/>', cut],
    [
      'moved',
      `<g transform="translate(10 0)">${square('')}</g>`,
      [
        [0, 50, 50, 50],
        [70, 50, 100, 50],
      ],
    ],
    ['turned', '<rect x="-10" y="-10" width="20" height="20" transform="translate(50 50)rotate(90)"/>', cut],
    ['used', `<defs><g id="a">${square('')}</g></defs><use href="#a"/>`, cut],
  ])('%s', (_, body, expected) => {
    expect(drawn(body)).toEqual(expected)
  })

  test('document order decides, not layers; what is hidden is left out of the page’s pens', () => {
    const svg = (body: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100">${body}</svg>`
    const over = `<rect x="0" y="0" width="100" height="100" fill="#fff" stroke="#f00"/>`
    expect(readSvg(svg(under + over), { occlude: true }).seen.layers.map(({ pen }) => pen.color)).toEqual([
      '#ff0000',
    ])
    expect(readSvg(svg(over + under), { occlude: true }).seen).toEqual(readSvg(svg(over + under)).drawing)
  })
})

function sidesOf({ points, closed }: Stroke): [number, number, number, number][] {
  const sides: [number, number, number, number][] = []
  for (let i = 2; i < points.length + (closed ? 2 : 0); i += 2) {
    const j = i % points.length
    sides.push([points[i - 2], points[i - 1], points[j], points[j + 1]])
  }
  return sides
}
