import { posix } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isObjectName, isTypeAllowed } from './names.ts'

test.each(['a', 'a/b.png', 'Größe 1.jpg', '絵/画.png', "it's (1).png", '..a', 'a..b/c'])(
  '%j is a name',
  (name) => {
    expect(isObjectName(name)).toBe(true)
  },
)

test.each([
  '',
  '/a',
  'a/',
  'a//b',
  '.',
  '..',
  'a/../b',
  './a',
  'a\\b',
  'a\0b',
  'a\nb',
  'a?b',
  'a#b',
  'a%b',
  'x'.repeat(1025),
])('%j is none', (name) => {
  expect(isObjectName(name)).toBe(false)
})

test('no name leads out of its folder', () => {
  const pieces = fc.constantFrom('..', '.', '/', '\\', 'a', '\0', '%2e', ' ')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((all) => all.join('')),
      ),
      (name) => {
        if (!isObjectName(name)) return
        expect(posix.join('/root', name)).toBe(`/root/${name}`)
      },
    ),
  )
})

test('types match by name, by kind, or all', () => {
  expect(isTypeAllowed('image/png', null)).toBe(true)
  expect(isTypeAllowed('image/png', ['image/jpeg', 'image/png'])).toBe(true)
  expect(isTypeAllowed('image/png', ['image/*'])).toBe(true)
  expect(isTypeAllowed('image/png', ['*/*'])).toBe(true)
  expect(isTypeAllowed('imagex/png', ['image/*'])).toBe(false)
  expect(isTypeAllowed('image/svg+xml', ['image/png'])).toBe(false)
})
