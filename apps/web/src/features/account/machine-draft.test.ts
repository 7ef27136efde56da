import { type Device, deviceSchema, devices, findDevice } from '@plotline/strokes'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkDraft, copyOf, nameFor, problemAt } from './machine-draft.ts'

describe('a machine’s name', () => {
  it.each([
    ['My AxiDraw V3', 'my-axidraw-v3'],
    ['Anna’s desk', 'annas-desk'],
    ['Plötter – groß', 'plotter-gro'],
    ['机器', 'machine'],
    ['', 'machine'],
  ])('of %j is %s', (label, name) => expect(nameFor(label, [])).toBe(name))

  it('is always one the schema takes, and free', () => {
    const labels = fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 6 })
    fc.assert(
      fc.property(labels, (given) => {
        const taken: string[] = []
        for (const label of given) taken.push(nameFor(label, taken))
        expect(new Set(taken).size).toBe(taken.length)
        for (const name of taken) {
          expect(deviceSchema.shape.name.safeParse(name).success).toBe(true)
          expect(name.length).toBeLessThanOrEqual(60)
        }
      }),
    )
  })
})

test.each(Object.values(devices).map((device) => [device.name, device] as const))(
  'a copy of %s can be kept as it is, beside it',
  (_, device) => {
    const copy = copyOf(device, Object.keys(devices))
    expect(checkDraft(copy)).toEqual({ device: copy })
    expect(Object.keys(devices)).not.toContain(copy.name)
  },
)

describe('a draft', () => {
  const servo = findDevice('grbl-servo')
  const withLines = (penUp: string[]) => {
    if (servo.dialect.format !== 'gcode') throw new Error('expected G-code')
    return { ...servo, dialect: { ...servo.dialect, penUp } }
  }

  it('loses empty lines', () => {
    expect(checkDraft(withLines(['M3 S1', ' ', '', 'G4 P1', '']))).toEqual({
      device: withLines(['M3 S1', 'G4 P1']),
    })
  })

  it('loses empty lines of a plotter, and lists of nothing else', () => {
    const plotter = findDevice('hp-7475a')
    const withOwn = (lines: object) => ({ ...plotter, dialect: { ...plotter.dialect, ...lines } }) as Device
    expect(checkDraft(withOwn({ start: ['', 'VS10;', ' '], end: [' ', ''] }))).toEqual({
      device: withOwn({ start: ['VS10;'] }),
    })
    const checked = checkDraft(withOwn({ penChange: ['', 'DP;', '“'] }))
    const problems = 'problems' in checked ? checked.problems : []
    expect(problemAt(problems, 'dialect.penChange')).toBe('Line 2: expected printable ASCII')
  })

  it('is told what is wrong by field, and in lists by line', () => {
    const checked = checkDraft({ ...withLines(['M3', 'M3 “up”']), label: '' })
    const problems = 'problems' in checked ? checked.problems : []
    expect(problemAt(problems, 'label')).toBe('must not be empty')
    expect(problemAt(problems, 'dialect.penUp')).toBe('Line 2: expected printable ASCII')
    expect(problemAt(problems, 'dialect.pen')).toBeUndefined()
    expect(problemAt(problems, 'bed.widthMm')).toBeUndefined()
  })
})
