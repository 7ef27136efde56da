import { paperNames, paperSchema, paperSize } from '@plotline/strokes'
import { expect, it } from 'vitest'
import { inUnit, paperOf, sideRange, sidesOf } from './paper-sides.ts'

it.each(paperNames)('%s as a paper of one’s own is as large', (name) => {
  const { widthMm, heightMm } = paperSize(name)
  expect(paperSize(paperOf(sidesOf(name)))).toMatchObject({ widthMm, heightMm })
})

it('goes from one unit to the other', () => {
  expect(sidesOf('12x9in')).toEqual({ sides: [9, 12], unit: 'in' })
  expect(inUnit(sidesOf('9x12in'), 'mm')).toEqual({ sides: [228.6, 304.8], unit: 'mm' })
  expect(inUnit(sidesOf('letter'), 'in')).toEqual({ sides: [8.5, 11], unit: 'in' })
  expect(paperOf(inUnit(sidesOf('a4'), 'in'))).toBe('8.27x11.69in')
})

it.each(['mm', 'in'] as const)(
  'offers sides in %s that the engine takes, and no shorter or longer ones',
  (unit) => {
    const { min, max } = sideRange(unit)
    const step = unit === 'mm' ? 0.1 : 0.01
    const isPaper = (a: number, b: number) => paperSchema.safeParse(paperOf({ sides: [a, b], unit })).success
    expect([isPaper(min, max), isPaper(min - step, max), isPaper(min, max + step)]).toEqual([
      true,
      false,
      false,
    ])
    const other = unit === 'mm' ? 'in' : 'mm'
    expect(paperSchema.safeParse(paperOf(inUnit({ sides: [min, max], unit }, other))).success).toBe(true)
  },
)
