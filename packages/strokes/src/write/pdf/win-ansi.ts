/** What WinAnsi (Windows-1252) puts at 0x80 … 0x9f; the rest of it is Latin-1. Source: ISO 32000-1, annex D. */
const upper = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ'

/** Advance of Helvetica from space to tilde, in thousandths of its size. Source: Adobe core 14 metrics. */
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]
const commonWidth = 556

export type WinAnsiText = {
  readonly bytes: readonly number[]
  /** Width at size 1. */
  readonly width: number
  /** False when a letter or digit had to be left out. */
  readonly complete: boolean
}

/**
 * Text as the built-in PDF fonts can print it. A letter outside the set loses its accents, or is left out and makes the
 * result incomplete; pictures and control characters are left out silently.
 */
export function winAnsiText(text: string): WinAnsiText {
  const bytes: number[] = []
  let complete = true
  for (const character of text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()) {
    const code = byteOf(character)
    if (code !== undefined) {
      bytes.push(code)
      continue
    }
    const plain = [...character.normalize('NFKD').replaceAll(/\p{Mark}/gu, '')].map(byteOf)
    if (plain.length > 0 && plain.every((byte) => byte !== undefined)) bytes.push(...plain)
    else if (/[\p{Letter}\p{Number}]/u.test(character)) complete = false
  }
  while (bytes.at(-1) === 32) bytes.pop()
  const width = bytes.reduce((sum, byte) => sum + (helvetica[byte - 32] ?? commonWidth), 0) / 1000
  return { bytes, width, complete }
}

/** The words of a text that the built-in PDF fonts can print whole, and those with letters that they lack. */
export function printableWords(text: string): { readonly printable: string; readonly leftOut: string } {
  const words = text.split(/\s+/).map((word) => ({ word, ...winAnsiText(word) }))
  const join = (some: typeof words) => some.map(({ word }) => word).join(' ')
  return {
    printable: join(words.filter(({ bytes, complete }) => complete && bytes.length > 0)),
    leftOut: join(words.filter(({ complete }) => !complete)),
  }
}

function byteOf(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0
  if ((code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff)) return code
  const special = code === 0 ? -1 : upper.indexOf(character)
  return special < 0 ? undefined : 0x80 + special
}
