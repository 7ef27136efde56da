import { expect, test } from 'vitest'
import { mutantsOf } from './mutants-of.ts'

const faultsIn = (source: string) =>
  mutantsOf(source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end))

test.each([
  ['a + b', ['a - b']],
  ['a < b', ['a <= b', 'a >= b']],
  ['a === b && c', ['a !== b && c', 'a === b || c']],
  ['a ?? b', ['a && b']],
  ['x += 2', ['x -= 2']],
  ['i++', ['i--']],
  ['f(-1, !b)', ['f(1, !b)', 'f(-1, b)']],
  ['f(true)', ['f(false)']],
  ['a ? b : c', ['true ? b : c', 'false ? b : c']],
  ['if (a) b()', ['if (true) b()', 'if (false) b()']],
  ['function f() { return a }', ['function f() { return undefined }']],
  // Letters of more than one byte before a fault move it nowhere.
  ["const s = '35° … 🖊'; f(s - 1)", ["const s = '35° … 🖊'; f(s + 1)"]],
  ['const a = b', []],
])('%s', (source, faults) => {
  expect(faultsIn(source)).toEqual(faults)
})

test('types are left as they are, what is cast is not', () => {
  expect(faultsIn('let a: true | false = x as unknown as true')).toEqual([])
  expect(faultsIn('f((a > b) as boolean, c!)')).toEqual([
    'f((a >= b) as boolean, c!)',
    'f((a <= b) as boolean, c!)',
  ])
})
