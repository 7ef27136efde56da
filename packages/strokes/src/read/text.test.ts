import { gzipSync, strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readText } from './text.ts'

const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian)
  return new Uint8Array(view.buffer)
}
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><svg>ü</svg>`

describe('readText', () => {
  const read: [string, Uint8Array, string][] = [
    ['UTF-8', strToU8('<svg>ü</svg>'), '<svg>ü</svg>'],
    ['UTF-8 with a mark', strToU8('\ufeff<svg>ü</svg>'), '<svg>ü</svg>'],
    ['UTF-16 with a mark', utf16('\ufeff<svg>ü</svg>', true), '<svg>ü</svg>'],
    ['UTF-16, the other way around', utf16('\ufeff<svg>ü</svg>', false), '<svg>ü</svg>'],
    ['UTF-16 without a mark', utf16(declared('UTF-16'), true), declared('UTF-16')],
    ['UTF-16 without a mark, the other way around', utf16('<svg>ü</svg>', false), '<svg>ü</svg>'],
    ['a declared encoding', latin(declared('ISO-8859-1')), declared('ISO-8859-1')],
    ['UTF-8 that says it was UTF-16', strToU8(declared('UTF-16')), declared('UTF-16')],
    ['gzip', gzipSync(strToU8('<svg>ü</svg>')), '<svg>ü</svg>'],
    ['gzip of a declared encoding', gzipSync(latin(declared('windows-1252'))), declared('windows-1252')],
  ]
  test.each(read)('%s', (_, bytes, text) => expect(readText(bytes)).toBe(text))

  test('what is no text is none', () => {
    expect(readText(Uint8Array.of(0x89, 0x50, 0xff, 0xfe, 0xff))).toBeNull()
    expect(readText(latin(declared('no-such-encoding')))).toBeNull()
  })

  test('what is packed and cut short is broken', () => {
    const whole = gzipSync(strToU8('<svg>abcdefghijklmnopqrstuvwxyz</svg>'))
    expect(() => readText(whole.subarray(0, 30))).toThrow(expect.objectContaining({ code: 'bad_drawing' }))
  })

  test('what unpacks to more than 256 MB is refused', () => {
    const bomb = gzipSync(new Uint8Array(257 * 1024 * 1024), { level: 1 })
    expect(() => readText(bomb)).toThrow(expect.objectContaining({ code: 'too_large' }))
  })
})
