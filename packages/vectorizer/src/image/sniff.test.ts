import { expect, test } from 'vitest'
import { sniffImageType } from './sniff.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  )

test.each([
  ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['png', bytes([0x89], 'PNG\r\n', [0x1a], '\n')],
  ['gif', bytes('GIF87a')],
  ['gif', bytes('GIF89a')],
  ['webp', bytes('RIFF', [9, 9, 9, 9], 'WEBPVP8 ')],
  ['tiff', bytes('II*', [0])],
  ['tiff', bytes('MM', [0], '*')],
  ['tiff', bytes('II+', [0])],
  ['avif', bytes([0, 0, 0, 24], 'ftypavif', [0, 0, 0, 0], 'mif1miaf')],
  ['avif', bytes([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'mif1avif')],
  ['heic', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic')],
  ['heic', bytes([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'mif1heic')],
  ['heic', bytes([0, 0, 0, 16], 'ftypmif1', [0, 0, 0, 0])],
])('%s', (type, head) => expect(sniffImageType(head)).toBe(type))

test.each([
  ['nothing', bytes('')],
  ['two bytes of JPEG', bytes([0xff, 0xd8])],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['XML', bytes('<?xml version="1.0"?><svg/>')],
  ['BMP', bytes('BM', [1, 2, 3, 4])],
  ['ICO', bytes([0, 0, 1, 0])],
  ['JPEG 2000', bytes([0, 0, 0, 12], 'jP  ', [13, 10, 0x87, 10])],
  ['MP4', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 0, 0], 'isomavc1')],
  ['a brand past the end of its box', bytes([0, 0, 0, 16], 'ftypisom', [0, 0, 0, 0], 'avif')],
  ['WAV', bytes('RIFF', [9, 9, 9, 9], 'WAVEfmt ')],
  ['PDF', bytes('%PDF-1.7')],
])('not %s', (_, head) => expect(sniffImageType(head)).toBeNull())
