import type { Drawing, Stroke } from '@plotline/strokes'
import { devices } from '@plotline/strokes/devices/devices'
import { deviceSchema } from '@plotline/strokes/devices/schema'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { arrangeDrawing } from '@plotline/strokes/page/arrange'
import { drawingOf, smallDrawing } from '@plotline/strokes/testing/drawings'
import { line, loop } from '@plotline/strokes/testing/strokes'
import { writeGcode } from '@plotline/strokes/write/gcode'
import { readDrawing, writeJson } from '@plotline/strokes/write/json'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawPlane, rasterOf } from '../test/scenes.ts'
import { tonesOf } from './raster/tones.ts'
import { recipeSchema } from './recipe.ts'
import { vectorize } from './vectorize.ts'

const laser = devices['grbl-laser']

/** Dark on the left of the sheet, bare on the right. */
const ramp = await tonesOf(
  drawPlane(100, 80, (x) => x / 100),
  { mmPerPx: 1, xMm: 0, yMm: 0 },
)

function toned(...strokes: Stroke[]): Drawing {
  return drawingOf(strokes.map((stroke) => ({ ...stroke, tones: ramp })))
}

/** Every lit move of a program: where it goes and with what S. Moves with S0 are those in the dark. */
function litMoves(program: string): { x: number; y: number; power: number }[] {
  const moves: { x: number; y: number; power: number }[] = []
  let power = 0
  for (const row of program.split('\n')) {
    const [, word] = row.match(/\bS(\d+)/) ?? []
    if (word) power = Number(word)
    const [, x, y] = row.match(/^G[123] X(-?[\d.]+) Y(-?[\d.]+)/) ?? []
    if (x && power > 0) moves.push({ x: Number(x), y: Number(y), power })
  }
  return moves
}

/** The steps between the least and the most power. */
const step = 300 / 32

describe('power by tone', () => {
  test('along a straight line S follows the tone, within a step and a pixel', () => {
    const { text } = writeGcode(toned(line(10, 40, 90, 40)), laser)
    const moves = litMoves(text)
    expect(moves.length).toBeGreaterThan(20)
    let fromX = 10
    for (const { x, power } of moves) {
      const middle = (fromX + x) / 2
      expect(Math.abs(power - (600 - 300 * (middle / 100)))).toBeLessThan(1.5 * step + 3)
      fromX = x
    }
    expect(moves.at(-1)).toMatchObject({ x: 90, y: 40 })
  })

  test('a line along which the tone is the same is one move', () => {
    expect(litMoves(writeGcode(toned(line(30, 10, 30, 70)), laser).text)).toEqual([
      { x: 30, y: 10, power: expect.closeTo(510, -1) },
    ])
  })

  test('the way is the same as without tones, and dark before and after', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 70 }), { minLength: 4, maxLength: 16 }), (values) => {
        const points = values.slice(0, values.length & ~1)
        const stroke = line(...points)
        const { text } = writeGcode(toned(stroke), laser)
        const visited = litMoves(text)
        // Every corner is met, in order, in the machine's axes.
        let at = 0
        for (let i = 2; i < points.length; i += 2) {
          if (points[i] === points[i - 2] && points[i + 1] === points[i - 1]) continue
          at = visited.findIndex(({ x, y }, j) => j >= at && x === points[i] && y === 80 - points[i + 1]) + 1
          expect(at).toBeGreaterThan(0)
        }
        expect(text).toMatch(/S0\n(G1 [^S]+\n)?M5\n/)
      }),
      { numRuns: 40 },
    )
  })

  test('round lines stay arcs where the tone allows', () => {
    const round = Array.from({ length: 40 }, (_, i) => [
      50 + 5 * Math.cos(i / 10),
      40 + 5 * Math.sin(i / 10),
    ]).flat()
    expect(writeGcode(toned(line(...round)), laser).text).toMatch(/^G[23] .* S\d+$/m)
  })

  test('gamma bends it, one power for all takes it away, a pen ignores it', () => {
    if (laser.dialect.format !== 'gcode') throw new Error('expected G-code')
    const withPower = (power: { least: number; most: number; gamma: number }) => ({
      ...laser,
      dialect: { ...laser.dialect, power },
    })
    const drawing = toned(line(50, 20, 50, 60))
    const [bent] = litMoves(writeGcode(drawing, withPower({ least: 0, most: 1000, gamma: 2 })).text)
    expect(bent.power).toBeCloseTo(250, -2)
    const same = writeGcode(toned(line(10, 40, 90, 40)), withPower({ least: 500, most: 500, gamma: 1 })).text
    expect(same.match(/S\d+/g)).toEqual(['S0', 'S0', 'S500', 'S0'])
    const servo = writeGcode(toned(line(10, 40, 90, 40))).text
    expect(servo).toBe(writeGcode(drawingOf([line(10, 40, 90, 40)])).text)
  })
})

test('without tones the pen that stands out most gets all the power, the others less', () => {
  const layers = ['#1b1f2a', '#f2d21b', '#808080'].map((color, i) => ({
    pen: { name: color, color, widthMm: 0.3 },
    marks: [line(20, 20 + i, 40, 20 + i)],
  }))
  const [black, yellow, gray] = litMoves(writeGcode({ ...smallDrawing, layers }, laser).text)
  expect(black.power).toBe(600)
  expect(gray.power).toBeLessThan(black.power)
  expect(yellow.power).toBeLessThan(gray.power)
  expect(yellow.power).toBeGreaterThanOrEqual(300)
})

test('a dot is a short line, for a laser that stands still stays dark', () => {
  const bed = laser.bed.widthMm
  const sheet = { ...smallDrawing.sheet, widthMm: bed, heightMm: bed }
  const { text } = writeGcode({ ...drawingOf([line(20, 20), line(bed, 20)]), sheet }, laser)
  const lit = litMoves(text)
  expect(lit.map(({ x }) => x)).toEqual([20.1, bed - 0.1])
})

test('power without a place for it, and a place without power, are refused', () => {
  const { dialect } = laser
  if (dialect.format !== 'gcode') throw new Error('expected G-code')
  const { power, ...without } = dialect
  for (const wrong of [without, { ...dialect, penDown: ['S500'] }]) {
    expect(deviceSchema.safeParse({ ...laser, dialect: wrong }).success).toBe(false)
  }
  expect(deviceSchema.safeParse({ ...laser, dialect: { ...without, penDown: ['S500'] } }).success).toBe(true)
  expect(
    deviceSchema.safeParse({ ...laser, dialect: { ...dialect, power: { ...power, least: 700 } } }).success,
  ).toBe(false)
})

describe('tones of a stroke', () => {
  test('are kept by JSON to the bit, and looked at', () => {
    const drawing = toned(line(10, 40, 90, 40))
    const json = writeJson(drawing)
    expect(strokesOf(readDrawing(json).layers[0].marks)[0].tones).toEqual(ramp)
    expect(() => readDrawing(json.replace(/"hex":"../, '"hex":"'))).toThrow(
      'The tones of a stroke must be 0 to 1, one for each of their pixels.',
    )
  })

  test.each([0, 90, 180, 270, 30])('are turned by %i° with the strokes', (turnDeg) => {
    const place = { sheet: { ...smallDrawing.sheet, widthMm: 200, heightMm: 200 }, turnDeg, xMm: 31, yMm: 17 }
    const strokes = [line(10, 10, 90, 10), loop(10, 30, 90, 30, 90, 70)]
    const powers = (drawing: Drawing) => litMoves(writeGcode(drawing, laser).text).map(({ power }) => power)
    const { drawing, cutMm } = arrangeDrawing(toned(...strokes), { ...place, widthMm: 60 })
    expect(cutMm).toBe(0)
    // Smaller now, so parted at other places, but through the same tones in the same order.
    const [before, after] = [powers(toned(...strokes)), powers(drawing)]
    expect(after.length).toBeGreaterThan(20)
    expect([after[0], Math.min(...after), Math.max(...after)]).toEqual([
      expect.closeTo(before[0], -1.5),
      expect.closeTo(Math.min(...before), -1.5),
      expect.closeTo(Math.max(...before), -1.5),
    ])
  })

  test('come from styles that make tone, for each of their pens', async () => {
    const raster = rasterOf(drawPlane(48, 36, (x) => x / 48))
    const draw = async (recipe: object) => {
      const small = { workingPx: 64, page: { paper: 'a6' } }
      return (await vectorize(raster, recipeSchema.parse({ ...small, ...recipe }))).drawing.layers
    }
    for (const style of ['squiggle', 'contour']) {
      const [{ marks }] = await draw({ style })
      expect(marks.length).toBeGreaterThan(0)
      for (const { tones } of strokesOf(marks)) expect(tones?.plane.width).toBe(64)
    }
    const plates = await draw({ style: 'hatch', separation: { mode: 'cmyk' } })
    const drawn = plates.map(({ marks }) => strokesOf(marks)[0])
    for (const { tones } of drawn) expect(tones).toBeDefined()
    expect(new Set(drawn.map(({ tones }) => tones)).size).toBe(plates.length)
    const [outlines] = await draw({ style: 'lines' })
    for (const { tones } of strokesOf(outlines.marks)) expect(tones).toBeUndefined()
  })
})
