import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { strokesOf } from '../geometry/marks.ts'
import { strokesBox } from '../geometry/polyline.ts'
import { indexedColor } from './dxf/colors.ts'
import { readDxf } from './dxf.ts'

/** `0 LINE; 8 A` as the lines of a file. */
const rows = (text: string) =>
  text
    .split(';')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => row.replace(/^(-?\d+) ?/, '$1\n'))
    .join('\n')
const section = (name: string, text: string) => `${rows(`0 SECTION; 2 ${name}; ${text}; 0 ENDSEC`)}\n`
const dxf = (entities: string, { header = '9 $INSUNITS; 70 4', tables = '', blocks = '' } = {}) =>
  section('HEADER', header) +
  section('TABLES', tables) +
  section('BLOCKS', blocks) +
  section('ENTITIES', entities) +
  rows('0 EOF') +
  '\n'

const frame = '0 LINE; 8 F; 10 0; 20 0; 11 100; 21 100;'
/** The strokes of these entities on a page of 100 × 100, with y up again. */
function drawnBy(entities: string, parts = {}) {
  const { drawing, warnings } = readDxf(dxf(frame + entities, parts))
  const { heightMm } = drawing.sheet
  const layers = drawing.layers.filter(({ pen }) => pen.name !== 'F')
  const strokes = layers.flatMap(({ marks }) => strokesOf(marks))
  return {
    drawing,
    warnings,
    layers,
    strokes: strokes.map(({ points, closed }) => ({
      closed,
      points: Array.from(points, (value, i) => Math.round((i % 2 ? heightMm - value : value) * 1e5) / 1e5),
    })),
  }
}

/** How far the points of a stroke are from a center, least and most. */
function radiiOf(points: readonly number[], x: number, y: number) {
  const radii = points.flatMap((value, i) => (i % 2 ? [] : [Math.hypot(value - x, points[i + 1] - y)]))
  return [Math.min(...radii), Math.max(...radii)]
}

describe('what a DXF draws', () => {
  test.each([
    ['a line', '0 LINE; 8 A; 10 1; 20 2; 11 30; 21 40', [1, 2, 30, 40], false],
    ['a point', '0 POINT; 8 A; 10 5; 20 6', [5, 6], false],
    [
      'an open polyline',
      '0 LWPOLYLINE; 8 A; 90 3; 70 0; 10 1; 20 1; 10 5; 20 1; 10 5; 20 9',
      [1, 1, 5, 1, 5, 9],
      false,
    ],
    ['a closed one', '0 LWPOLYLINE; 8 A; 70 1; 10 1; 20 1; 10 5; 20 1; 10 5; 20 9', [1, 1, 5, 1, 5, 9], true],
    [
      'one of R12',
      '0 POLYLINE; 8 A; 66 1; 70 1; 0 VERTEX; 8 A; 10 1; 20 1; 0 VERTEX; 10 5; 20 1; 0 VERTEX; 10 5; 20 9; 0 SEQEND',
      [1, 1, 5, 1, 5, 9],
      true,
    ],
    [
      'a solid, its corners in a Z',
      '0 SOLID; 8 A; 10 0; 20 0; 11 9; 21 0; 12 0; 22 9; 13 9; 23 9',
      [0, 0, 9, 0, 9, 9, 0, 9],
      true,
    ],
    ['a triangle', '0 3DFACE; 8 A; 10 0; 20 0; 11 9; 21 0; 12 9; 22 9', [0, 0, 9, 0, 9, 9], true],
    [
      'what is seen from below',
      '0 LWPOLYLINE; 8 A; 70 0; 10 -1; 20 1; 10 -5; 20 1; 230 -1',
      [1, 1, 5, 1],
      false,
    ],
    [
      'a spline of degree 1',
      '0 SPLINE; 8 A; 70 8; 71 1; 40 0; 40 0; 40 1; 40 2; 40 2; 10 1; 20 1; 10 5; 20 1; 10 5; 20 9',
      [1, 1, 5, 1, 5, 9],
      false,
    ],
  ])('%s', (_, entity, points, closed) => {
    const { strokes, warnings } = drawnBy(entity)
    expect(warnings).toEqual([])
    expect(strokes).toEqual([{ closed, points }])
  })

  test.each([
    ['a circle', '0 CIRCLE; 8 A; 10 50; 20 50; 40 20', true, null],
    [
      'an ellipse as round as one',
      '0 ELLIPSE; 8 A; 10 50; 20 50; 11 20; 21 0; 40 1; 41 0; 42 6.283185307',
      true,
      null,
    ],
    ['an arc over zero', '0 ARC; 8 A; 10 50; 20 50; 40 20; 50 270; 51 90', false, [50, 30, 50, 70]],
    [
      'half an ellipse',
      '0 ELLIPSE; 8 A; 10 50; 20 50; 11 0; 21 20; 40 1; 41 0; 42 3.14159265',
      false,
      [50, 70, 50, 30],
    ],
    ['a bulge', '0 LWPOLYLINE; 8 A; 70 0; 10 70; 20 50; 42 1; 10 30; 20 50', false, [70, 50, 30, 50]],
    [
      'a bulge the other way',
      '0 LWPOLYLINE; 8 A; 70 0; 10 30; 20 50; 42 -0.41421356; 10 50; 20 70',
      false,
      [30, 50, 50, 70],
    ],
    [
      'a circle as a rational spline',
      '0 SPLINE; 8 A; 70 13; 71 2; 40 0; 40 0; 40 0; 40 1; 40 1; 40 2; 40 2; 40 3; 40 3; 40 4; 40 4; 40 4; 10 70; 20 50; 41 1; 10 70; 20 70; 41 .70710678; 10 50; 20 70; 41 1; 10 30; 20 70; 41 .70710678; 10 30; 20 50; 41 1; 10 30; 20 30; 41 .70710678; 10 50; 20 30; 41 1; 10 70; 20 30; 41 .70710678; 10 70; 20 50; 41 1',
      true,
      null,
    ],
    [
      'a circle of a block, twice as large and turned',
      '0 INSERT; 8 A; 2 ring; 10 50; 20 50; 41 2; 42 2; 50 30',
      true,
      null,
    ],
  ])('%s is round', (_, entity, closed, ends) => {
    const blocks = '0 BLOCK; 2 ring; 10 7; 20 0; 0 CIRCLE; 8 0; 10 7; 20 0; 40 10; 0 ENDBLK'
    const { strokes, warnings } = drawnBy(entity, { blocks })
    expect(warnings).toEqual([])
    expect(strokes).toHaveLength(1)
    const [{ points, closed: isClosed }] = strokes
    expect(isClosed).toBe(closed)
    const [least, most] = radiiOf(points, 50, 50)
    expect(least).toBeGreaterThan(19.99)
    expect(most).toBeLessThan(20.01)
    // Chords stay as close as the points.
    const middles = points.slice(0, -2).map((value, i) => (value + points[i + 2]) / 2)
    expect(radiiOf(middles, 50, 50)[0]).toBeGreaterThan(19.98)
    if (ends)
      expect(
        [...points.slice(0, 2), ...points.slice(-2)].map((value) => Math.round(value * 1e3) / 1e3),
      ).toEqual(ends)
  })

  test('a spline through its fit points goes through them', () => {
    const { strokes } = drawnBy('0 SPLINE; 8 A; 70 8; 71 3; 74 3; 11 10; 21 10; 11 20; 21 30; 11 40; 21 10')
    const [{ points }] = strokes
    for (const [x, y] of [
      [10, 10],
      [20, 30],
      [40, 10],
    ]) {
      expect(points.some((value, i) => i % 2 === 0 && value === x && points[i + 1] === y)).toBe(true)
    }
  })

  test('round lines stay curves', () => {
    const { layers } = drawnBy('0 CIRCLE; 8 A; 10 50; 20 50; 40 20')
    const [{ arcs = [] }] = strokesOf(layers[0].marks)
    expect(arcs.map(({ chain }) => chain.length)).toEqual([2 + 6 * 5])
  })

  test.each([
    [1, 25.4],
    [4, 1],
    [5, 10],
    [6, 1000],
    [13, 0.001],
  ])('unit %d is %d mm', (unit, mm) => {
    const read = readDxf(dxf('0 LINE; 8 A; 10 0; 20 0; 11 3; 21 4', { header: `9 $INSUNITS; 70 ${unit}` }))
    const [{ points }] = strokesOf(read.drawing.layers[0].marks)
    expect(Math.hypot(points[2] - points[0], points[3] - points[1])).toBeCloseTo(5 * mm, 6)
    expect(read.warnings).toEqual([])
  })

  test('without a unit numbers are millimetres, with a word about it', () => {
    const { drawing, warnings } = readDxf(dxf('0 LINE; 8 A; 10 0; 20 0; 11 30; 21 40', { header: '' }))
    expect(warnings).toEqual([expect.stringMatching(/names no unit.*millimetres/)])
    expect(drawing.sheet).toMatchObject({ widthMm: 30, heightMm: 40 })
  })

  test('the sheet is the extents where they hold everything, else what is drawn', () => {
    const line = '0 LINE; 8 A; 10 120; 20 0; 11 130; 21 40'
    const extents = (most: number) => ({
      header: `9 $INSUNITS; 70 4; 9 $EXTMIN; 10 100; 20 -10; 9 $EXTMAX; 10 ${most}; 20 90`,
    })
    const whole = readDxf(dxf(line, extents(200))).drawing
    expect(whole.sheet).toMatchObject({ widthMm: 100, heightMm: 100 })
    expect([...strokesOf(whole.layers[0].marks)[0].points]).toEqual([20, 90, 30, 50])
    const cut = readDxf(dxf(line, extents(125))).drawing
    expect(cut.sheet).toMatchObject({ widthMm: 10, heightMm: 40 })
  })
})

describe('pens of a DXF', () => {
  const layer = (name: string, more: string) => `0 LAYER; 2 ${name}; 70 0; ${more};`
  const line = (more: string) => `0 LINE; 10 0; 20 0; 11 9; 21 9; ${more};`

  test('a layer is a pen, with its color and width; layer 0 is parted by color', () => {
    const tables = layer('Cut', '62 1; 370 50') + layer('Deep', '62 5; 420 1193046')
    const { layers } = drawnBy(
      line('8 Cut') + line('8 Deep') + line('8 0; 62 3') + line('8 0; 420 255') + line('8 Cut; 62 2'),
      { tables },
    )
    expect(
      layers.map(({ pen, marks }) => [pen.name, pen.color, pen.widthMm, strokesOf(marks).length]),
    ).toEqual([
      ['Cut', '#ff0000', 0.5, 2],
      ['Deep', '#123456', 0.3, 1],
      ['#00ff00', '#00ff00', 0.3, 1],
      ['#0000ff', '#0000ff', 0.3, 1],
    ])
  })

  test('a block hands its layer and color down to what has none of its own', () => {
    const blocks = `0 BLOCK; 2 b; 10 0; 20 0; ${line('8 0; 62 0')} ${line('8 Own')} 0 ENDBLK`
    const tables = layer('Own', '62 6')
    const { layers } = drawnBy('0 INSERT; 8 Put; 62 30; 2 b; 10 1; 20 1', { blocks, tables })
    expect(layers.map(({ pen }) => [pen.name, pen.color])).toEqual([
      ['Put', '#ff7f00'],
      ['Own', '#ff00ff'],
    ])
  })

  test('an array of inserts, turned', () => {
    const blocks = '0 BLOCK; 2 b; 10 0; 20 0; 0 POINT; 8 0; 10 0; 20 0; 0 ENDBLK'
    const { strokes } = drawnBy('0 INSERT; 8 A; 2 b; 10 10; 20 10; 50 90; 70 2; 71 2; 44 5; 45 7', {
      blocks,
    })
    expect(strokes.map(({ points }) => points)).toEqual([
      [10, 10],
      [10, 15],
      [3, 10],
      [3, 15],
    ])
  })

  test.each([
    [1, '#ff0000'],
    [11, '#ff7f7f'],
    [22, '#a52900'],
    [94, '#007f00'],
    [170, '#0000ff'],
    [250, '#333333'],
    [255, '#ffffff'],
  ])('color %d is %s', (index, color) => expect(indexedColor(index)).toBe(color))
  test('no other number is a color', () => {
    for (const index of [0, -1, 256, 1.5, Number.NaN]) expect(indexedColor(index)).toBeNull()
  })
})

describe('what is not drawn, or not as it is meant, is named', () => {
  test.each([
    ['0 TEXT; 8 A; 1 Hello', 'Left out: 1 × TEXT'],
    ['0 HATCH; 8 A; 0 HATCH; 8 A', 'Left out: 2 × HATCH'],
    ['0 LINE; 8 A; 67 1; 10 0; 20 0; 11 1; 21 1', 'Left out: 1 × entity of a paper layout'],
    ['0 LINE; 8 A; 60 1; 10 0; 20 0; 11 1; 21 1', 'Left out: 1 × invisible entity'],
    ['0 LINE; 8 off; 10 0; 20 0; 11 1; 21 1', 'Left out: 1 × entity on a layer that is not plotted'],
    ['0 LINE; 8 frozen; 10 0; 20 0; 11 1; 21 1', 'Left out: 1 × entity on a layer that is not plotted'],
    ['0 LINE; 8 A; 10 0; 20 x; 11 1; 21 1', 'Left out: 1 × LINE of numbers that make none'],
    ['0 CIRCLE; 8 A; 10 0; 20 0; 40 -1', 'Left out: 1 × CIRCLE of numbers that make none'],
    ['0 LINE; 8 A; 10 0; 20 0; 11 1e300; 21 1', 'Left out: 1 × LINE far beyond any sheet'],
    ['0 INSERT; 8 A; 2 nothing; 10 0; 20 0', 'Left out: 1 × INSERT of a block that is not there'],
    ['0 INSERT; 8 A; 2 self; 10 0; 20 0', 'Left out: 1 × block inside itself'],
    [
      '0 POLYLINE; 8 A; 66 1; 70 64; 0 VERTEX; 10 1; 20 1; 0 SEQEND',
      'Left out: 1 × POLYLINE of numbers that make none',
    ],
    ['0 LINE; 8 A; 6 DASHED; 10 0; 20 0; 11 1; 21 1', 'Drawn plainly: 1 × broken line, as a whole one'],
    ['0 LWPOLYLINE; 8 A; 43 2; 10 0; 20 0; 10 1; 20 1', 'Drawn plainly: 1 × wide polyline, by its middle'],
  ])('%s', (entity, warning) => {
    const tables = '0 LAYER; 2 off; 62 -7; 0 LAYER; 2 frozen; 62 7; 70 1'
    const blocks = '0 BLOCK; 2 self; 10 0; 20 0; 0 INSERT; 8 0; 2 self; 10 0; 20 0; 0 ENDBLK'
    expect(drawnBy(entity, { tables, blocks }).warnings).toContain(warning)
  })

  test('a file that breaks off is read up to there', () => {
    const whole = dxf(`${frame} 0 LINE; 8 A; 10 0; 20 0; 11 9; 21 9`)
    const { drawing, warnings } = readDxf(
      whole.slice(0, whole.indexOf('\nENDSEC', whole.indexOf('ENTITIES'))),
    )
    expect(drawing.layers).toHaveLength(2)
    expect(warnings).toEqual(['The DXF breaks off before its end'])
  })
})

describe('broken and hostile files end in one line', () => {
  const bomb = Array.from(
    { length: 11 },
    (_, i) =>
      `0 BLOCK; 2 b${i}; 10 0; 20 0; 0 INSERT; 8 0; 2 b${i + 1}; 10 0; 20 0; 70 100; 71 100; 0 ENDBLK;`,
  ).join('')
  test.each([
    ['binary', 'AutoCAD Binary DXF\r\n\x1a\0', 'bad_drawing', /binary/],
    [
      'no group codes',
      '0\nSECTION\n2\nENTITIES\nhello\nworld\n',
      'bad_drawing',
      /Line 5 .* no group code: "hello"/,
    ],
    ['no entities', dxf('').replace('ENTITIES', 'OTHERS'), 'bad_drawing', /no section ENTITIES/],
    [
      'a block of blocks of blocks',
      dxf('0 INSERT; 8 A; 2 b0; 10 0; 20 0', { blocks: bomb }),
      'too_large',
      /more than/,
    ],
    [
      'an endless array',
      dxf('0 INSERT; 8 A; 2 n; 10 0; 20 0; 70 1e9; 71 1e9', { blocks: '0 BLOCK; 2 n; 10 0; 20 0; 0 ENDBLK' }),
      'too_large',
      /more than/,
    ],
    ['a sheet of miles', dxf('0 LINE; 8 A; 10 0; 20 0; 11 30000; 21 1'), 'too_large', /width is 30000 mm/],
  ])('%s', (_, text, code, message) => {
    expect(() => readDxf(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    )
  })

  test('whatever is changed in a file, it is drawn or refused', () => {
    const whole = dxf(
      `${frame} 0 SPLINE; 8 A; 70 8; 71 1; 40 0; 40 0; 40 1; 40 2; 40 2; 10 1; 20 1; 10 5; 20 1; 10 5; 20 9; 0 INSERT; 8 A; 2 b; 10 1; 20 1; 0 ELLIPSE; 8 A; 10 5; 20 5; 11 3; 21 0; 40 .5`,
      { blocks: '0 BLOCK; 2 b; 10 0; 20 0; 0 ARC; 8 0; 10 0; 20 0; 40 4; 50 0; 51 90; 0 ENDBLK' },
    )
    const lines = whole.split('\n')
    const word = fc.constantFrom('', '0', '-1', '1e9', 'NaN', 'x', 'LINE', '66', '10', '99999999999')
    fc.assert(
      fc.property(fc.nat(lines.length - 1), word, (at, text) => {
        try {
          const { drawing } = readDxf(lines.with(at, text).join('\n'))
          const box = strokesBox(drawing.layers.flatMap(({ marks }) => strokesOf(marks)))
          expect(box.minX > box.maxX || Number.isFinite(box.maxX - box.minX + box.maxY - box.minY)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ name: 'DrawingError', message: expect.stringMatching(/^[^\n]+\.$/) })
        }
      }),
      { numRuns: 300 },
    )
  })
})

test('an entity that would never end is refused while it is drawn', () => {
  const corners = Array.from({ length: 6000 }, (_, i) => `10 ${i % 2 ? 9e5 : 0}; 20 ${i}; 42 1;`).join('')
  expect(() => readDxf(dxf(`0 LWPOLYLINE; 8 A; 90 6000; ${corners}`))).toThrow(/more than 8000000 points/)
})
