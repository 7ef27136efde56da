import { deviceSchema, findDevice, type GcodeDialect } from '@plotline/strokes'
import { expect, it } from 'vitest'
import { withoutPower, withPower } from './gcode-power.ts'

function gcodeOf(name: string): GcodeDialect {
  const { dialect } = findDevice(name)
  if (dialect.format !== 'gcode') throw new Error('expected G-code')
  return dialect
}

it.each([
  [
    ['M3 S30', 'G4 P0.1'],
    ['M3 S{power}', 'G4 P0.1'],
  ],
  [
    ['M3 S0', 'S90.5'],
    ['M3 S0', 'S{power}'],
  ],
  [['M4'], ['M4', 'S{power}']],
  [['M3 S{power}'], ['M3 S{power}']],
])('makes the power of %j follow the darkness as %j', (penDown, powered) => {
  const dialect = withPower({ ...gcodeOf('grbl-servo'), penDown })
  expect(dialect.penDown).toEqual(powered)
  expect(dialect.power).toEqual({ least: 0, most: 1000, gamma: 1 })
  expect(deviceSchema.shape.dialect.safeParse(dialect).success).toBe(true)
})

it('is all the power there was once it is on and off alone, as the schema wants it', () => {
  const dialect = withoutPower(gcodeOf('grbl-laser'))
  expect(dialect.penDown).toEqual(['S600'])
  expect('power' in dialect).toBe(false)
  expect(deviceSchema.shape.dialect.safeParse(dialect).success).toBe(true)
})
