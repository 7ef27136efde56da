import { describe, expect, test } from 'vitest'
import { printableWords, winAnsiText } from './win-ansi.ts'

describe('text in the letters of Windows-1252', () => {
  test('is what a decoder of it reads, for every letter it has', () => {
    const codes = Array.from({ length: 0x100 - 0x21 }, (_, i) => i + 0x21)
    const decoder = new TextDecoder('windows-1252')
    for (const code of codes) {
      const letter = decoder.decode(Uint8Array.of(code))
      // Control characters, and the space and hyphen that are not seen, are no letters.
      if (/[\p{Control}\s]/u.test(letter)) continue
      expect(winAnsiText(letter)).toMatchObject({ bytes: [code], complete: true })
    }
  })

  test.each([
    ['Łódź', 'ódz', false],
    ['A\u030angstro\u0308m', 'Ångström', true],
    ['Ångström', 'Ångström', true],
    ['ŝi', 'si', true],
    ['ﬁne', 'fine', true],
    ['a 🐈 b', 'a  b', true],
    ['cat 🐈', 'cat', true],
    ['猫', '', false],
    ['  a \n\t b  ', 'a b', true],
    ['½', '½', true],
  ])('%j is printed as %j', (text, printed, complete) => {
    const { bytes, complete: isComplete } = winAnsiText(text)
    expect(String.fromCharCode(...bytes)).toBe(printed)
    expect(isComplete).toBe(complete)
  })

  test('is as wide as Helvetica is', () => {
    expect(winAnsiText('iii').width).toBeCloseTo(0.666, 9)
    expect(winAnsiText('W i').width).toBeCloseTo(0.944 + 0.278 + 0.222, 9)
    expect(winAnsiText('').width).toBe(0)
  })
})

test('words with a letter that is not there are left out whole', () => {
  expect(printableWords('A cat, 猫 and Łódź')).toEqual({ printable: 'A cat, and', leftOut: '猫 Łódź' })
})
