import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ascending } from './ascending.ts'

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(-1, -0, 0, 1e-300, 2, 2)))

test('numbers are in the order that comparing gives, equal ones in the order they came in', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const compared = Array.from(values, (_, i) => i).sort((i, j) =>
        values[i] < values[j] ? -1 : values[i] > values[j] ? 1 : i - j,
      )
      expect(Array.from(ascending(Float64Array.from(values)))).toEqual(compared)
    }),
  )
})
