import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { strokesOf } from '../geometry/marks.ts'
import { looksLikeHpgl, readInstructions } from './hpgl/text.ts'
import { readHpgl } from './hpgl.ts'

/** A line from the origin with pen 8, which makes the page 100 mm wide and high. */
const frame = 'IN;SP8;PU0,0;PD4000,4000;PU;SP1;'
/** What else is drawn, y up again, in mm. */
function drawnBy(text: string) {
  const { drawing, warnings } = readHpgl(frame + text)
  const { heightMm } = drawing.sheet
  const layers = drawing.layers.filter(({ pen }) => pen.name !== 'Pen 8')
  return {
    layers,
    warnings,
    strokes: layers.flatMap(({ marks }) =>
      strokesOf(marks).map(({ points, closed }) => ({
        closed,
        points: Array.from(points, (value, i) => Math.round((i % 2 ? heightMm - value : value) * 1e4) / 1e4),
      })),
    ),
  }
}

describe('what HP-GL draws', () => {
  test.each([
    ['lines', 'PU400,400;PD800,400,800,1200;PU;', [[10, 10, 20, 10, 20, 30]]],
    ['a loop', 'PU400,400;PD800,400,800,1200,400,400;PU;', [[10, 10, 20, 10, 20, 30]]],
    ['a dot', 'PU400,800;PD;PU;', [[10, 20]]],
    [
      'two strokes',
      'PU400,400PD800,400PUPU0,400PD0,800',
      [
        [10, 10, 20, 10],
        [0, 10, 0, 20],
      ],
    ],
    [
      'steps',
      'PA400,400;PD;PR400,0,0,800;PU0,40;PD40,0;PA;PU;',
      [
        [10, 10, 20, 10, 20, 30],
        [20, 31, 21, 31],
      ],
    ],
    ['spaces and small letters', 'pu 400 400 ; pd 800,400 pu', [[10, 10, 20, 10]]],
    ['fractions', 'PU400.4,400;PD+800.5,.5;', [[10.01, 10, 20.0125, 0.0125]]],
    ['a rectangle', 'PU400,400;EA800,1200;', [[10, 10, 20, 10, 20, 30, 10, 30]]],
    ['a rectangle by steps', 'PU400,400;PD;ER400,800;PU;', [[10, 10, 20, 10, 20, 30, 10, 30]]],
    ['a polygon’s edges', 'PU400,400;PM0;PD800,400,800,1200;PM2;EP;', [[10, 10, 20, 10, 20, 30]]],
    [
      'a polygon with a hole',
      'PU400,400;PM0;PR400,0,0,400;PM1;PU40,40;PD40,0,0,40;PM2;EP;',
      [
        [10, 10, 20, 10, 20, 20],
        [21, 21, 22, 21, 22, 22],
      ],
    ],
    [
      'scaled',
      'IP0,0,4000,2000;SC0,100,0,100;PU10,10;PD20,30;SC;PU400,400;PD800,400;',
      [
        [10, 5, 20, 15],
        [10, 10, 20, 10],
      ],
    ],
    ['scaled by steps', 'IP0,0,4000,2000;SC0,100,0,100;PU10,10;PR;PD10,20;', [[10, 5, 20, 15]]],
    ['scaled alike', 'IP0,0,4000,2000;SC0,100,0,100,1,0,0;PU10,10;PD20,30;', [[5, 5, 10, 15]]],
    ['scaled by factors', 'SC0,40,0,80,2;IP0,0;PU10,10;PD20,30;', [[10, 20, 20, 60]]],
    ['a straight arc', 'PU400,400;PD;AT800,400,1200,400;', [[10, 10, 30, 10]]],
  ])('%s', (_, text, points) => {
    const { strokes, warnings } = drawnBy(text)
    expect(warnings).toEqual([])
    expect(strokes.map((stroke) => stroke.points)).toEqual(points)
  })

  test.each([
    ['a circle', 'PU2000,2000;CI800;', null],
    ['one with the pen down before and after', 'PU2000,2000;PD;CI800;PU;', null],
    ['half of one', 'PU2800,2000;PD;AA2000,2000,180;', [70, 50, 30, 50]],
    ['half of one, by steps', 'PU2800,2000;PD;AR-800,0,-180;', [70, 50, 30, 50]],
    ['three places', 'PU2800,2000;PD;AT2000,2800,1200,2000;', [70, 50, 30, 50]],
    ['three places, the other way, by steps', 'PU2800,2000;PD;RT-800,-800,-1600,0;', [70, 50, 30, 50]],
    ['scaled', 'IP0,0,4000,4000;SC0,100,0,100;PU50,50;CI20;', null],
    ['upside down', 'IP0,0,4000,4000;SC0,100,100,0;PU70,50;PD;AA50,50,90;', [70, 50, 50, 30]],
  ])('%s is round', (_, text, ends) => {
    const { strokes, warnings } = drawnBy(text)
    expect(warnings).toEqual([])
    expect(strokes).toHaveLength(1)
    const [{ points, closed }] = strokes
    expect(closed).toBe(ends === null)
    for (let i = 0; i < points.length; i += 2)
      expect(Math.abs(Math.hypot(points[i] - 50, points[i + 1] - 50) - 20)).toBeLessThan(0.006)
    if (ends) expect([...points.slice(0, 2), ...points.slice(-2)]).toEqual(ends)
  })

  test('a Bézier, and one by steps', () => {
    const [first, second] = drawnBy(
      'PU400,400;PD;BZ400,800,800,800,800,400;PU400,400;PD;BR0,400,400,400,400,0;',
    ).strokes
    expect(first.points.slice(-2)).toEqual([20, 10])
    expect(second).toEqual(first)
  })

  test.each([
    ['in 7 bits', 'PE7<=OhB;'],
    ['in 8 bits', 'PE<=\u00df;'],
  ])('an encoded polyline that breaks off, %s, is named', (_, text) => {
    expect(drawnBy(`PU0,0;${text}PU400,400;PD800,800;`).warnings).toEqual([
      'Left out: 1 × rest of a PE that breaks off',
    ])
  })

  test('encoded polylines to base 64, with pens and fractions', () => {
    const word = (value: number) => {
      let rest = value < 0 ? -2 * value + 1 : 2 * value
      let text = ''
      for (; rest >= 64; rest = Math.floor(rest / 64)) text += String.fromCharCode(63 + (rest % 64))
      return text + String.fromCharCode(191 + rest)
    }
    const pair = (x: number, y: number) => word(x) + word(y)
    const fine = `>${word(2)}`
    const text = `PE:${word(3)}<=${pair(400, 800)}${pair(-400, 0)}${fine}${pair(0, 1600)};`
    const { layers, strokes } = drawnBy(text)
    expect(layers.map(({ pen }) => pen.name)).toEqual(['Pen 3'])
    expect(strokes.map(({ points }) => points)).toEqual([[10, 20, 0, 20, 0, 30]])
  })
})

describe('pens and pages of HP-GL', () => {
  const line = (x: number) => `PU${x},0;PD${x},400;PU;`

  test('a pen is a layer, taken again or not', () => {
    const { layers } = drawnBy(`SP2;${line(0)}SP1;${line(40)}SP2;${line(80)}`)
    expect(layers.map(({ pen, marks }) => [pen.name, pen.color, strokesOf(marks).length])).toEqual([
      ['Pen 2', '#ff0000', 2],
      ['Pen 1', '#000000', 1],
    ])
  })

  test('widths and colors of HP-GL/2 are the pens’', () => {
    const { layers } = drawnBy(`PW.5;PW.7,2;PC2,0,128,255;SP2;${line(0)}SP1;${line(40)}`)
    expect(layers.map(({ pen }) => [pen.color, pen.widthMm])).toEqual([
      ['#0080ff', 0.7],
      ['#000000', 0.5],
    ])
  })

  test('a file without pens has one', () => {
    const { drawing, warnings } = readHpgl('PU0,0;PD400,400;')
    expect(drawing.layers.map(({ pen }) => pen.name)).toEqual(['Pen 1'])
    expect(warnings).toEqual([])
  })

  test('PS names the sheet; turned, the drawing is', () => {
    expect(readHpgl('IN;PS8000,4000;PU0,0;PD400,400;').drawing.sheet).toMatchObject({
      widthMm: 200,
      heightMm: 100,
    })
    const [{ points }] = strokesOf(readHpgl('IN;RO90;PU0,0;PD400,800;').drawing.layers[0].marks)
    expect([...points]).toEqual([20, 10, 0, 0])
  })

  test.each([
    [20, 20],
    [80, 120],
    [20, 250],
  ])('the sheet begins at the corner of the bed, wherever on it is drawn: %d, %d', (x, y) => {
    const at = (mm: number) => mm * 40
    const square = `PU${at(x)},${at(y)};PD${at(x + 10)},${at(y)},${at(x + 10)},${at(y + 10)};`
    const { drawing } = readHpgl(`IN;SP1;${square}`)
    expect(drawing.sheet).toMatchObject({ widthMm: x + 10, heightMm: y + 10 })
    expect([...strokesOf(drawing.layers[0].marks)[0].points].slice(0, 2)).toEqual([x, 10])
  })

  test('what only concerns the line to the plotter is passed over', () => {
    const { strokes, warnings } = drawnBy('\x1b.(;\x1b.I81;;17:\x1b.N;19:VS10;PU0,0;PD400,400;\x1b%0A\x1bE')
    expect([strokes.length, warnings]).toEqual([1, []])
  })
})

describe('what is not drawn, or not as it is meant, is named', () => {
  test.each([
    ['PU0,0;LBPD 40,40;\x03;PD400,0;', ['Left out: 1 × label (LB)']],
    ['DT@;LBPD;\x03@PU0,0;PD400,0;', ['Left out: 1 × label (LB)']],
    ['PU0,0;PD400,0;XQ1,2;XQ;', ['Left out: 2 × XQ']],
    ['PU0,0;PD400;PU0,0;PD400,0;', ['Left out: 1 × PD of numbers that make none']],
    ['AA1,1;PU0,0;PD400,0;', ['Left out: 1 × AA of numbers that make none']],
    ['SC1,1,2,2;PU0,0;PD400,0;', ['Left out: 1 × SC of numbers that make none']],
    ['SP0;PU0,0;PD400,0;SP1;PU0,0;PD400,0;', ['Left out: 1 × line drawn without a pen']],
    ['LT2;PU0,0;PD400,0;', ['Drawn plainly: 1 × broken line (LT), as a whole one']],
    ['PU0,0;RA400,400;', ['Drawn plainly: 1 × filled area (RA), by its outline']],
    ['PU0,0;PM0;PD400,0,400,400;PM2;FP;EP;', ['Drawn plainly: 1 × filled area (FP), by its outline']],
    ['PU0,0;WG400,0,90;', ['Drawn plainly: 1 × filled area (WG), by its outline']],
    ['PU0,0;PD400,0;PG;PU0,0;PD400,0;', ['Drawn plainly: 1 × next page (PG), on the same sheet']],
    ['SC0,100,0,100;PU0,0;PD10,10;', [expect.stringMatching(/points of its plotter/)]],
  ])('%j', (text, warnings) => {
    const read = drawnBy(text)
    expect(read.warnings).toEqual(warnings)
    expect(read.strokes.length).toBeGreaterThan(0)
  })

  test('nothing of HP-GL is refused, and so is a sheet of miles', () => {
    expect(() => readHpgl('Hello, world')).toThrow(expect.objectContaining({ code: 'bad_drawing' }))
    expect(() => readHpgl('PU0,0;PD9999999,0;')).toThrow(
      expect.objectContaining({ code: 'too_large', message: expect.stringMatching(/width is 250000 mm/) }),
    )
  })

  test('whatever comes, it is drawn or refused', () => {
    const name = fc.constantFrom(
      'PU',
      'PD',
      'PA',
      'PR',
      'AA',
      'AR',
      'AT',
      'CI',
      'EA',
      'EW',
      'PM',
      'EP',
      'SC',
      'IP',
      'RO',
      'SP',
      'BZ',
      'PE',
      'LB',
      'PS',
      'PC',
      'PW',
      'IN',
    )
    const value = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.integer(), fc.double(), fc.constant('x'))
    const instruction = fc
      .tuple(name, fc.array(value, { maxLength: 6 }))
      .map(([two, values]) => `${two}${values.join()};`)
    fc.assert(
      fc.property(fc.array(instruction, { maxLength: 12 }), (parts) => {
        try {
          const { drawing } = readHpgl(parts.join(''))
          for (const { marks } of drawing.layers)
            for (const { points } of strokesOf(marks)) expect(points.every(Number.isFinite)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ name: 'DrawingError', message: expect.stringMatching(/^[^\n]+\.$/) })
        }
      }),
      { numRuns: 500 },
    )
  })
})

test.each([
  ['escapes that end in many ways', `${'\x1b&@'.repeat(600)}!`],
  ['escapes that never end', `IN;${'\x1b&'.repeat(200_000)}`],
  ['an escape of numbers', `\x1b.(${'1;'.repeat(200_000)}!`],
])('%s are looked through once', (_, text) => {
  // Each would take minutes, or longer than anybody waits, if an end were sought again from every beginning.
  expect(looksLikeHpgl(text)).toBe(text.startsWith('IN'))
  expect([...readInstructions(text)].length).toBeLessThan(200_000)
})

test('circles of a few letters do not fill the memory: their points are counted as they are made', () => {
  expect(() => readHpgl(`IN;SP1;PD;${'CI399999;'.repeat(5000)}`)).toThrow(/more than 8000000 points/)
})
