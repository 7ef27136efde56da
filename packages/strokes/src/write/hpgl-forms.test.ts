import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawingOf, smallDrawing } from '../../testing/drawings.ts'
import { line, loop, pageStrokes } from '../../testing/strokes.ts'
import { devices } from '../devices/devices.ts'
import { type Device, deviceSchema } from '../devices/schema.ts'
import type { Stroke } from '../types.ts'
import { writeHpgl } from './hpgl.ts'

const sheet = { widthMm: 297, heightMm: 210, marginMm: 0, paperColor: '#ffffff' }
const plotter = devices['roland-dxy-1100']
const encoder: Device = deviceSchema.parse({
  ...plotter,
  dialect: { ...plotter.dialect, polylineEncoded: true },
})
const written = (strokes: Stroke[], device: Device) =>
  writeHpgl({ ...drawingOf(strokes), sheet }, device, { form: 'compact' }).text

describe('compact HPGL', () => {
  // 40 units to the millimetre, y up from the sheet's lower edge: (1, 209) is 40,40.
  test.each<[string, Stroke[], string, string]>([
    // 40 is 80 with its sign, 16 + 2 · 32: O and a; -40 is 81, P and a; 80 is 160, 0 + 5 · 32: ? and d.
    ['a line', [line(1, 209, 2, 209, 2, 208)], 'PA;PU40,40;PR;PD40,0,0,40;', 'PE7<=OaOaOa__Oa;'],
    ['the other way', [line(2, 208, 1, 208)], 'PA;PU80,80;PR;PD-40,0;', 'PE7<=?d?dPa_;'],
    ['a dot', [line(1, 209)], 'PA;PU40,40;PR;PD;', 'PE7<=OaOa__;'],
    [
      'two strokes',
      [line(1, 209, 1.025, 209), line(1, 209.025, 1.05, 209)],
      'PA;PU40,40;PR;PD1,0;\nPU-1,-1;PD2,1;',
      'PE7<=OaOaa_<bbca;',
    ],
    ['a loop', [loop(1, 209, 2, 209, 2, 208)], 'PA;PU40,40;PR;PD40,0,0,40,-40,-40;', 'PE7<=OaOaOa__OaPaPa;'],
    ['the lower left corner', [line(0, 210, 0.4, 210)], 'PA;PU0,0;PR;PD16,0;', 'PE7<=__?`_;'],
  ])('%s: every byte', (_, strokes, relative, encoded) => {
    expect(written(strokes, plotter)).toBe(`IN;\nSP1;\n${relative}\nPA;\nPU;\nSP0;\n`)
    expect(written(strokes, encoder)).toBe(`IN;\nSP1;\n${encoded}\nPU;\nSP0;\n`)
  })

  test.each([
    ['relative', plotter],
    ['encoded', encoder],
  ])('%s: any drawing comes back as the plain file has it', (_, device) => {
    fc.assert(
      fc.property(pageStrokes(8), (strokes) => {
        fc.pre(strokes.length > 0)
        const drawing = {
          ...smallDrawing,
          sheet,
          layers: [strokes, strokes].map((all) => ({ ...smallDrawing.layers[0], strokes: all })),
        }
        const plain = writeHpgl(drawing, device)
        const compact = writeHpgl(drawing, device, { form: 'compact' })
        expect(drawnBy(compact.text)).toEqual(drawnBy(plain.text))
        expect(compact.warnings).toEqual(plain.warnings)
        expect(compact.text).toMatch(/^[\n\x20-\x7e]*$/)
      }),
      { numRuns: 100 },
    )
  })

  test('is shorter, by far where it is encoded, in instructions that fit a small buffer', () => {
    const wave = Array.from({ length: 800 }, (_, i) => (i % 2 === 0 ? 20 + i / 8 : 100 + Math.sin(i / 9)))
    const strokes = Array.from({ length: 40 }, (_, k) => line(...wave.map((value, i) => value + (i % 2) * k)))
    const plain = writeHpgl({ ...drawingOf(strokes), sheet }, plotter).text
    expect(written(strokes, plotter).length).toBeLessThan(0.6 * plain.length)
    expect(written(strokes, encoder).length).toBeLessThan(0.3 * plain.length)
    for (const instruction of written(strokes, plotter).split(';'))
      expect(instruction.length).toBeLessThan(1024)
  })

  test('no plotter from before HP-GL/2 is sent PE', () => {
    for (const device of Object.values(devices)) {
      if (device.dialect.format !== 'hpgl') continue
      const { text } = writeHpgl(drawingOf([line(20, 20, 30, 20)]), device, { form: 'compact' })
      expect(text.includes('PE')).toBe(device.dialect.polylineEncoded)
    }
  })
})

/** What a plotter draws from a file: pen by pen, stroke by stroke, in units. Knows PA, PR, PU, PD, SP and PE. */
function drawnBy(text: string): number[][] {
  const strokes: number[][] = []
  let [x, y, pen] = [0, 0, 0]
  let isRelative = false
  let stroke: number[] | null = null
  const go = (dx: number, dy: number, isStep: boolean, isDown: boolean) => {
    if (isDown && !stroke) {
      stroke = [pen, x, y]
      strokes.push(stroke)
    }
    if (!isDown) stroke = null
    const moved = isStep ? dx !== 0 || dy !== 0 : dx !== x || dy !== y
    x = isStep ? x + dx : dx
    y = isStep ? y + dy : dy
    if (moved) stroke?.push(x, y)
  }
  for (const instruction of text.replaceAll('\n', '').split(';')) {
    const [name, data] = [instruction.slice(0, 2), instruction.slice(2)]
    const numbers = data === '' ? [] : data.split(',').map(Number)
    if (name === 'PA') isRelative = false
    if (name === 'PR') isRelative = true
    if (name === 'SP') pen = numbers[0]
    if (name === 'PU' || name === 'PD') {
      if (numbers.length === 0) go(0, 0, true, name === 'PD')
      for (let i = 0; i < numbers.length; i += 2) go(numbers[i], numbers[i + 1], isRelative, name === 'PD')
    }
    if (name === 'PE') {
      for (const [, flags, pair] of data.matchAll(/([7<=]*)((?:[?-^]*[_-~]){2})/g)) {
        const [dx, dy] = (pair.match(/[?-^]*[_-~]/g) ?? []).map(decoded)
        go(dx, dy, !flags.includes('='), !flags.includes('<'))
      }
    }
  }
  return strokes
}

function decoded(digits: string): number {
  let value = 0
  for (let i = digits.length - 1; i >= 0; i--) {
    const code = digits.charCodeAt(i)
    value = value * 32 + code - (code >= 95 ? 95 : 63)
  }
  return value % 2 === 1 ? -(value - 1) / 2 : value / 2
}
