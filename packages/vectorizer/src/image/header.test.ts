import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examineImage } from './examine.ts'
import { readHeifColor } from './header/heif.ts'
import { hasJpegEnd } from './header/jpeg.ts'
import { prepareImage } from './prepare.ts'
import { type ImageType, imageFormats } from './sniff.ts'

const text = (value: string) => [...value].map((letter) => letter.charCodeAt(0))
const uint32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)

/** First bytes that make a file of each type, behind which anything may come. */
const starts: Record<ImageType, number[]> = {
  jpeg: [0xff, 0xd8, 0xff, 0xe1, 0, 8],
  png: [
    0x89,
    ...text('PNG\r\n\u001a\n'),
    ...uint32(13),
    ...text('IHDR'),
    ...uint32(64),
    ...uint32(48),
    8,
    2,
    0,
    0,
    0,
  ],
  webp: [...text('RIFF'), 0, 0, 0, 0, ...text('WEBPVP8X'), 10, 0, 0, 0],
  avif: [...uint32(16), ...text('ftypavif'), 0, 0, 0, 0],
  heic: [...uint32(16), ...text('ftypheic'), 0, 0, 0, 0],
  tiff: [...text('II*\0'), 8, 0, 0, 0],
  gif: text('GIF89a'),
}

/** Names that readers look for, so that noise comes to the places where they look further. */
const names = [
  'meta',
  'pitm',
  'iprp',
  'ipco',
  'ipma',
  'colr',
  'nclx',
  'hvcC',
  'ispe',
  'EXIF',
  'gAMA',
  'cICP',
  'eXIf',
  'IDAT',
  'IEND',
]
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 24 }).map((bytes) => [...bytes]),
  fc.tuple(fc.nat(80), fc.constantFrom(...names)).map(([size, name]) => [...uint32(size), ...text(name)]),
  fc.constantFrom([0xff, 0xd9], [0xff, 0xda, 0, 2], [0xff, 0xc0, 0, 8], [42, 1, 4, 0, 1, 0, 0, 0]),
)

test('any bytes behind the mark of a type are answered, whole or as a head, and prepared', () => {
  const types = fc.constantFrom(...(Object.keys(imageFormats) as ImageType[]))
  fc.assert(
    fc.property(types, fc.array(piece, { maxLength: 12 }), (type, pieces) => {
      const bytes = Uint8Array.from([...starts[type], ...pieces.flat()])
      const whole = examineImage(bytes, { isWhole: true })
      expect(['image', 'refused']).toContain(whole.outcome)
      expect(['image', 'refused', 'unclear']).toContain(examineImage(bytes, { isWhole: false }).outcome)
      readHeifColor(bytes)
      hasJpegEnd(bytes)
      if (whole.outcome !== 'image') return
      const prepared = prepareImage(bytes, whole.info)
      expect(prepared.bytes.length).toBeLessThanOrEqual(bytes.length + 2)
    }),
    { numRuns: 2000 },
  )
})

test('a directory of a TIFF that points at itself, and one with as many below it as it says, end', () => {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const view = new DataView(new ArrayBuffer(12))
    view.setUint16(0, tag, true)
    view.setUint16(2, type, true)
    view.setUint32(4, count, true)
    view.setUint32(8, value, true)
    return [...new Uint8Array(view.buffer)]
  }
  const entries = [entry(256, 4, 1, 10), entry(257, 4, 1, 10), entry(330, 4, 0xffffffff, 8)]
  const bytes = Uint8Array.from([...text('II*\0'), 8, 0, 0, 0, 3, 0, ...entries.flat(), 8, 0, 0, 0])
  expect(examineImage(bytes, { isWhole: true })).toMatchObject({ outcome: 'image', info: { pages: 1 } })
})

test.each([
  ['jpeg', 200],
  ['heic', 110],
  ['png', 120],
] as const)('a %s is refused past its megapixels, in a sentence that names them', (type, most) => {
  const header = (side: number): Uint8Array => {
    if (type === 'png')
      return Uint8Array.from([...starts.png.slice(0, 16), ...uint32(side), ...uint32(side), 8, 2, 0, 0, 0])
    if (type === 'jpeg') {
      const [high, low] = [side >> 8, side & 255]
      return Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, high, low, high, low, 3])
    }
    const box = (name: string, body: number[]): number[] => [
      ...uint32(body.length + 8),
      ...text(name),
      ...body,
    ]
    const ispe = box('ispe', [0, 0, 0, 0, ...uint32(side), ...uint32(side)])
    const ipma = box('ipma', [0, 0, 0, 0, ...uint32(1), 0, 1, 1, 1])
    const meta = [
      0,
      0,
      0,
      0,
      ...box('pitm', [0, 0, 0, 0, 0, 1]),
      ...box('iprp', [...box('ipco', ispe), ...ipma]),
    ]
    return Uint8Array.from([...starts.heic, ...box('meta', meta)])
  }
  const fits = Math.floor(Math.sqrt(1e6 * most))
  expect(examineImage(header(fits), { isWhole: false }).outcome).toBe('image')
  expect(examineImage(header(fits + 1), { isWhole: false })).toMatchObject({
    outcome: 'refused',
    refusal: { code: 'too_large', message: expect.stringContaining(`up to ${most} megapixels`) },
  })
})
