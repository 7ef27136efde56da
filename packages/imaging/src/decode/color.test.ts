import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import {
  exifOf,
  greyTiff,
  noMaterial,
  photoCase,
  pngEndingWith,
  pngWith,
  sampler,
  tiffOf,
  uint32s,
} from '../../testing/index.ts'
import { inspectImage } from '../inspect.ts'
import { decodeImage } from './decode.ts'

const patient = { maxPx: 2048, limits: { cpuMs: 120_000 } }
const decode = (bytes: Uint8Array) => decodeImage(bytes, patient)
const png = await sampler().png().toBuffer()
const plain = await decode(png)

/** How far two pictures are from each other, in 255ths, on average. */
function distance(a: { data: ArrayLike<number> }, b: { data: ArrayLike<number> }): number {
  expect(a.data.length).toBe(b.data.length)
  let sum = 0
  for (let i = 0; i < a.data.length; i++) sum += Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0))
  return sum / a.data.length
}

const d65AndP3 = uint32s(31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)

describe('PNG’s own words about color', () => {
  test('gAMA is the exponent that made the samples, and 1 / 2.2 is sRGB', async () => {
    const { data } = await decode(pngWith(png, ['gAMA', uint32s(100_000)]))
    // Linear light of 120 / 255, as sRGB.
    const at = 4 * (4 * 128 + 24)
    expect([...data.subarray(at, at + 3)]).toEqual([182, 202, 175])
    expect(distance(await decode(pngWith(png, ['gAMA', uint32s(45_455)])), plain)).toBe(0)
  })

  test('cICP goes before iCCP, that before sRGB, that before gAMA and cHRM', async () => {
    const gamma = ['gAMA', uint32s(100_000)] as const
    const p3 = await sampler().withIccProfile('p3').png().toBuffer()
    const displayP3 = await decode(pngWith(png, ['cICP', [12, 13, 0, 1]]))
    expect(distance(displayP3, plain)).toBeGreaterThan(2)
    expect(distance(await decode(pngWith(png, gamma, ['sRGB', [0]])), plain)).toBe(0)
    expect(distance(await decode(pngWith(png, gamma, ['cICP', [1, 13, 0, 1]])), plain)).toBe(0)
    expect(distance(await decode(pngWith(p3, gamma)), plain)).toBeLessThan(1)
    const untagged = await sharp(p3, { ignoreIcc: true }).png().toBuffer()
    const over = pngWith(p3, ['cICP', [1, 13, 0, 1]])
    expect(distance(await decode(over), await decode(untagged))).toBe(0)
  })

  test('cHRM beside gAMA is the primaries', async () => {
    const told = await decode(pngWith(png, ['gAMA', uint32s(45_455)], ['cHRM', d65AndP3]))
    expect(distance(told, await decode(pngWith(png, ['cICP', [12, 13, 0, 1]])))).toBeLessThan(0.1)
    expect(distance(await decode(pngWith(png, ['cHRM', d65AndP3])), plain)).toBe(0)
  })

  test('PQ and HLG come to SDR with 203 cd/m² as white', async () => {
    for (const transfer of [16, 18]) {
      const white = transfer === 16 ? 148 : 191
      const even = await sharp({
        create: { width: 16, height: 16, channels: 3, background: { r: white, g: white, b: white } },
      })
        .png()
        .toBuffer()
      const { data } = await decode(pngWith(even, ['cICP', [9, transfer, 0, 1]]))
      expect(Math.min(...data.subarray(0, 3)), `transfer ${transfer}`).toBeGreaterThan(250)
      expect(Math.max(...data.subarray(0, 3)) - Math.min(...data.subarray(0, 3))).toBeLessThan(2)
    }
  })

  test('what is broken counts as not there', async () => {
    for (const chunk of [
      ['gAMA', [1]],
      ['gAMA', uint32s(0)],
      ['cICP', [9]],
      ['cHRM', [0, 0]],
    ] as const) {
      expect(distance(await decode(pngWith(png, chunk)), plain)).toBe(0)
    }
  })

  test('deep PNGs keep their shadows', async () => {
    const deep = await sampler().toColourspace('rgb16').png().toBuffer()
    expect(distance(await decode(pngWith(deep, ['gAMA', uint32s(45_455)])), plain)).toBeLessThan(1)
    const linear = await decode(pngWith(deep, ['gAMA', uint32s(100_000)]))
    expect(distance(linear, await decode(pngWith(png, ['gAMA', uint32s(100_000)])))).toBeLessThan(1)
  })

  test('eXIf turns the picture wherever it stands', async () => {
    for (const turned of [pngWith(png, ['eXIf', exifOf(6)]), pngEndingWith(png, 'eXIf', exifOf(6))]) {
      const picture = await decode(turned)
      expect([picture.width, picture.height, picture.original]).toEqual([64, 128, { width: 64, height: 128 }])
      const upright = await decode(await sharp(png).rotate(90).png().toBuffer())
      expect(distance(picture, upright)).toBe(0)
    }
  })
})

describe('TIFF', () => {
  const value = 150
  const thumbnail = greyTiff(16, 12, 10, [[254, [1], 4]])
  const whole = greyTiff(160, 120, value)

  test.each([
    ['a later page', tiffOf([thumbnail, whole])],
    ['a directory below the first', tiffOf([{ ...thumbnail, below: [whole] }])],
    ['the first of pages as large', tiffOf([whole, greyTiff(160, 120, 10)])],
  ])('the whole picture is taken from %s', async (_, bytes) => {
    expect(await inspectImage(bytes)).toMatchObject({ width: 160, height: 120 })
    const { width, height, data } = await decode(bytes)
    expect([width, height, ...data.subarray(0, 3)]).toEqual([160, 120, value, value, value])
  })

  test('floats are samples like any other, 1 being white', async () => {
    for (const channels of [1, 3]) {
      const floats = Float32Array.from({ length: 64 * channels }, () => 120 / 255)
      const bits = Array.from({ length: channels }, () => 32)
      const picture = greyTiff(8, 8, 0, [
        [258, bits, 2],
        [262, [channels === 1 ? 1 : 2], 2],
        [277, [channels], 2],
        [339, bits.map(() => 3), 2],
      ])
      const bytes = tiffOf([{ ...picture, pixels: new Uint8Array(floats.buffer) }])
      expect((await sharp(bytes).metadata()).depth).toBe('float')
      expect([...(await decode(bytes)).data.subarray(0, 4)]).toEqual([120, 120, 120, 255])
    }
  })

  test.each([
    ['DNG', tiffOf([{ ...greyTiff(16, 12, 10, [[50706, [1], 4]]), below: [whole] }])],
    ['TIFF/EP', tiffOf([{ ...thumbnail, below: [greyTiff(160, 120, value, [[262, [32803], 2]])] }])],
    ['CR2', Buffer.from('II*\0\u0010\0\0\0CR\u0002\0\0\0\0\0', 'latin1')],
    ['CR3', Buffer.from('\0\0\0\u0018ftypcrx \0\0\0\u0001crx isom', 'latin1')],
    ['RAF', Buffer.from('FUJIFILMCCD-RAW 0201FF', 'latin1')],
    ['ORF', Buffer.from('IIRO\u0008\0\0\0', 'latin1')],
    ['RW2', Buffer.from('IIU\0\u0008\0\0\0', 'latin1')],
  ])('camera raw is refused by its name: %s', async (name, bytes) => {
    await expect(inspectImage(bytes)).rejects.toMatchObject({
      code: 'unsupported_type',
      message: expect.stringContaining(`camera raw (${name})`),
    })
  })
})

describe('JPEG', () => {
  const jpeg = () => sampler().jpeg({ quality: 95 }).toBuffer()

  test('one that is whole but for its end mark is drawn, one that is cut short is not', async () => {
    for (const progressive of [false, true]) {
      const bytes = await sampler().jpeg({ quality: 95, progressive }).toBuffer()
      expect(distance(await decode(bytes.subarray(0, -2)), await decode(bytes))).toBe(0)
    }
    const bytes = await jpeg()
    for (const cut of [8, 40, bytes.length >> 1]) {
      await expect(decode(bytes.subarray(0, -cut)), `${cut} bytes`).rejects.toMatchObject({
        code: 'unreadable',
      })
    }
  })
})

describe('alpha', () => {
  const mark = (red: number, alpha: number) =>
    sharp({ create: { width: 32, height: 32, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .composite([
        {
          input: {
            create: { width: 16, height: 16, channels: 4, background: { r: red, g: red, b: red, alpha } },
          },
        },
      ])
      .png()
      .toBuffer()

  test('light marks on a clear ground are drawn dark, and it is said', async () => {
    const { data, warnings } = await decode(await mark(255, 1))
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255])
    expect([...data.subarray(4 * (16 * 32 + 16), 4 * (16 * 32 + 16) + 4)]).toEqual([0, 0, 0, 255])
    expect(warnings).toEqual([expect.stringContaining('light marks')])
  })

  test('any other picture lies on white paper', async () => {
    const { data, warnings } = await decode(await mark(90, 1))
    expect([...data.subarray(0, 4), warnings.length]).toEqual([255, 255, 255, 255, 0])
    expect(data[4 * (16 * 32 + 16)]).toBe(90)
    const white = sharp({
      create: { width: 8, height: 8, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 1 } },
    })
    expect((await decode(await white.png().toBuffer())).warnings).toEqual([])
  })
})

const scene = photoCase('scene.png')
describe.skipIf(scene === null)(`cases${scene === null ? `: ${noMaterial}` : ''}`, () => {
  const read = (name: string) => readFileSync(photoCase(name) ?? '')

  test.each([
    ['cmyk-adobe.jpg', 1],
    ['hdr-pq.heic', 1],
    ['no-eoi.jpg', 2],
  ])('%s shows the scene', async (name, most) => {
    expect(distance(await decode(read(name)), await decode(read('scene.png')))).toBeLessThan(most)
  })

  test('phone-48mp.heic is decoded whole within what one may take', async () => {
    const picture = await decodeImage(read('phone-48mp.heic'), { maxPx: 1400, limits: { cpuMs: 120_000 } })
    expect([picture.width, picture.height, picture.original.width]).toEqual([1400, 1050, 8064])
  })

  test('camera-raw.dng is refused by name', async () => {
    await expect(decode(read('camera-raw.dng'))).rejects.toThrow('camera raw (DNG)')
  })
})
