import { devices, findDevice } from '@plotline/strokes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDeviceText, textOf } from './machine-json.ts'

const text = textOf(findDevice('grbl-servo'))
/** The number of the first line that holds `part`. */
const lineOf = (whole: string, part: string) => whole.split('\n').findIndex((line) => line.includes(part)) + 1

describe('a machine as text', () => {
  it.each(Object.values(devices).map((device) => [device.name, device] as const))(
    '%s is read back as it was written',
    (_, device) => expect(readDeviceText(textOf(device))).toEqual({ device }),
  )

  it.each([
    [
      'a number out of range',
      '"widthMm": 430',
      '"widthMm": -4',
      '"widthMm"',
      /^bed\.widthMm: must be more than 0$/,
    ],
    [
      'a control character',
      '"M3 S200"',
      '"M3\\u0007"',
      'u0007',
      /^dialect\.penUp\.0: expected printable ASCII/,
    ],
    ['a key nobody knows', '"pens": 1', '"pens": 1,\n  "colour": 3', '"colour"', /^colour: is not known$/],
    ['text for a number', '"pens": 1', '"pens": "one"', '"pens"', /^pens: must be a number$/],
    ['half a pen', '"pens": 1', '"pens": 1.5', '"pens"', /^pens: must be a whole number$/],
    ['too many pens', '"pens": 1', '"pens": 99', '"pens"', /^pens: must be at most 16$/],
    [
      'a list of nothing',
      '[\n      "M0"\n    ]',
      '[]',
      '"penChange"',
      /^dialect\.penChange: must not be empty$/,
    ],
    ['a language there is not', '"gcode"', '"logo"', '"logo"', /^dialect\.format: must be "svg" or /],
    [
      'a choice there is not',
      '"bottom-left"',
      '"middle"',
      '"middle"',
      /^origin: must be "top-left" or "bottom-left"$/,
    ],
    ['a comma that is missing', '"pens": 1,', '"pens": 1', '"draw"', /^this is not JSON: comma expected/],
    ['a comma too many', '"penDownS": 0.2,', '"penDownS": 0.2,,', ',,', /^this is not JSON: /],
    ['a comment', '"pens": 1,', '"pens": 1, // one', '// one', /^this is not JSON: invalid comment/],
  ])('%s is told with its line', (_, good, bad, at, words) => {
    const broken = text.replace(good, bad)
    expect(broken).not.toBe(text)
    const { problems } = readDeviceText(broken)
    expect(problems?.[0]).toEqual({ line: lineOf(broken, at), message: expect.stringMatching(words) })
  })

  it('tells of what is missing where it should be', () => {
    const { problems } = readDeviceText(
      text.replace(/\s*"heightMm": \d+/, '').replace('"widthMm": 430,', '"widthMm": 430'),
    )
    expect(problems).toEqual([
      { line: lineOf(text, '"bed"'), message: expect.stringMatching(/^bed\.heightMm: is missing$/) },
    ])
  })

  it('is told in words of ours, whatever is wrong with it', () => {
    const parts = fc.constantFrom(...Object.keys(findDevice('hp-7475a')))
    const values = fc.oneof(fc.constantFrom(-1, 0, 1e9, 1.5, null, '', [], {}), fc.string(), fc.boolean())
    fc.assert(
      fc.property(fc.dictionary(parts, values), (changes) => {
        const { problems = [] } = readDeviceText(JSON.stringify({ ...findDevice('hp-7475a'), ...changes }))
        for (const { message } of problems)
          expect(message).toMatch(/^\S+: (must |is missing$|is not known$|expected )/)
      }),
    )
  })

  it.each(['', ' ', 'null', '[]', '3', '"x"', '{', '{}', '01', '[1,]', '\u0000'])(
    '%j is no machine',
    (whole) => {
      const { problems } = readDeviceText(whole)
      expect(problems?.length).toBeGreaterThan(0)
      expect(problems?.every(({ line }) => line >= 1 && line <= whole.split('\n').length)).toBe(true)
    },
  )

  it('takes any text without failing, and names lines that are there', () => {
    const cut = fc.tuple(fc.nat(text.length), fc.nat(text.length), fc.string({ maxLength: 4 }))
    fc.assert(
      fc.property(cut, ([from, to, put]) => {
        const changed = text.slice(0, from) + put + text.slice(to)
        const { device, problems } = readDeviceText(changed)
        if (device) return
        expect(problems.length).toBeGreaterThan(0)
        for (const { line } of problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(changed.split('\n').length)
        }
      }),
    )
  })
})
