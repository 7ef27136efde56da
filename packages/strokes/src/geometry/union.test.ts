import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createUnion } from './union.ts'

test('what is joined, over any detour, has the same least name', () => {
  const pair = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 }))
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
      const union = createUnion(11)
      expect(union.add()).toBe(11)
      const names = Array.from({ length: 12 }, (_, i) => i)
      for (const [a, b] of pairs) {
        union.join(a, b)
        const [least, most] = [Math.min(names[a], names[b]), Math.max(names[a], names[b])]
        for (let i = 0; i < names.length; i++) if (names[i] === most) names[i] = least
      }
      expect(names.map((_, i) => union.rootOf(i))).toEqual(names)
    }),
  )
})
