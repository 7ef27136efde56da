import { execFileSync } from 'node:child_process'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { brokenImages, imageFrom } from '../../testing/index.ts'
import { decodeImage } from './decode.ts'
import { wrapAsTiff } from './wrap-as-tiff.ts'

/** Left half red, right half blue, and a white top left corner: what is where says how it was turned. */
function marked() {
  return imageFrom(40, 20, (x, y) =>
    x < 10 && y < 10 ? [255, 255, 255] : x < 20 ? [230, 20, 20] : [20, 20, 230],
  )
}

async function pixelsOf(bytes: Uint8Array, maxPx = 4096) {
  const raster = await decodeImage(bytes, { maxPx, limits: { cpuMs: 120_000 } })
  const at = (x: number, y: number) => [
    ...raster.data.subarray((y * raster.width + x) * 4, (y * raster.width + x) * 4 + 4),
  ]
  return { ...raster, at }
}

function expectNear(pixel: readonly number[], expected: readonly number[], tolerance: number) {
  expected.forEach((value, i) => {
    expect(Math.abs((pixel[i] ?? -999) - value), `${pixel} near ${expected}`).toBeLessThanOrEqual(tolerance)
  })
}

/** What browsers make of CMYK: each channel is what its ink and black leave. */
async function lightOfInks(cmyk: Buffer): Promise<number[]> {
  const raw = await sharp(cmyk).pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer()
  const [black] = raw.subarray(3)
  return [...raw.subarray(0, 3)].map((ink) => ((255 - ink) * (255 - black)) / 255)
}

/** The decoders that this process has started, by their numbers. */
function decoders(): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return rows.flatMap((row) => {
    const [pid, parent] = row.trim().split(/\s+/).map(Number)
    return parent === process.pid && /decode.child/.test(row) ? [pid] : []
  })
}

describe('decodeImage', () => {
  test('turns all eight orientations upright', async () => {
    const upright = await marked().png().toBuffer()
    // What a camera writes: the pixels turned, and the tag that turns them back.
    const turns = [
      upright,
      await sharp(upright).flop().toBuffer(),
      await sharp(upright).rotate(180).toBuffer(),
      await sharp(upright).flip().toBuffer(),
      await sharp(await sharp(upright).rotate(90).toBuffer())
        .flop()
        .toBuffer(),
      await sharp(upright).rotate(270).toBuffer(),
      await sharp(await sharp(upright).rotate(270).toBuffer())
        .flop()
        .toBuffer(),
      await sharp(upright).rotate(90).toBuffer(),
    ]
    for (const [i, turned] of turns.entries()) {
      const stored = await sharp(turned)
        .tiff({ compression: 'lzw' })
        .withMetadata({ orientation: i + 1 })
        .toBuffer()
      const { width, height, at } = await pixelsOf(stored)
      expect([width, height], `orientation ${i + 1}`).toEqual([40, 20])
      expectNear(at(2, 2), [255, 255, 255, 255], 2)
      expectNear(at(2, 17), [230, 20, 20, 255], 2)
      expectNear(at(37, 2), [20, 20, 230, 255], 2)
    }
  })

  test('gives pixels in memory of their own, that a thread can be handed', async () => {
    for (const size of [1, 8, 300]) {
      const bytes = await imageFrom(size, size, () => [9, 9, 9])
        .png()
        .toBuffer()
      const { data } = await decodeImage(bytes, { maxPx: 400, limits: { cpuMs: 120_000 } })
      const handed = structuredClone(data, { transfer: [data.buffer as ArrayBuffer] })
      expect([handed.length, data.length]).toEqual([4 * size * size, 0])
    }
  })

  test('lays alpha over white', async () => {
    const clear = await sharp({
      create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer()
    expect((await pixelsOf(clear)).at(4, 4)).toEqual([255, 255, 255, 255])
  })

  test('brings grey, 16 bit, CMYK and palettes to 8-bit sRGB', async () => {
    const color = [180, 140, 110]
    const even = () => imageFrom(16, 16, () => color)
    const sixteen = await even().toColourspace('rgb16').png().toBuffer()
    const cmyk = await even().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer()
    const palette = await even().png({ palette: true }).toBuffer()
    const grey = await even().greyscale().png().toBuffer()
    expect((await sharp(sixteen).metadata()).depth).toBe('ushort')
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
    expectNear((await pixelsOf(sixteen)).at(8, 8), color, 2)
    expectNear((await pixelsOf(cmyk)).at(8, 8), await lightOfInks(cmyk), 2)
    expectNear((await pixelsOf(palette)).at(8, 8), color, 2)
    const [r, g, b] = (await pixelsOf(grey)).at(8, 8)
    expect([g, b]).toEqual([r, r])
  })

  test('goes through the embedded profile to sRGB', async () => {
    const color = [220, 60, 40]
    const wide = await imageFrom(16, 16, () => color)
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const unprofiled = await sharp(wide, { ignoreIcc: true }).raw().toBuffer()
    // The same color has other numbers in Display P3, so that reading them as sRGB would be seen.
    expect(Math.abs((unprofiled[0] ?? 0) - 220)).toBeGreaterThan(8)
    expectNear((await pixelsOf(wide)).at(8, 8), color, 3)
  })

  test('carries a profile from HEIC on by way of TIFF', async () => {
    const wide = await imageFrom(16, 12, () => [220, 60, 40])
      .withIccProfile('p3')
      .ensureAlpha()
      .png()
      .toBuffer()
    const { icc } = await sharp(wide).metadata()
    const data = await sharp(wide, { ignoreIcc: true }).ensureAlpha().raw().toBuffer()
    const tiff = wrapAsTiff({ width: 16, height: 12, data }, icc ?? null)
    expect(await sharp(tiff).metadata()).toMatchObject({ format: 'tiff', width: 16, height: 12, channels: 4 })
    expectNear((await pixelsOf(tiff)).at(8, 8), [220, 60, 40], 3)
  })

  test('shrinks to the longest side and never enlarges', async () => {
    const bytes = await imageFrom(300, 150, (x) => [x % 256, 0, 0])
      .jpeg()
      .toBuffer()
    expect(await pixelsOf(bytes, 100)).toMatchObject({ width: 100, height: 50 })
    expect(await pixelsOf(bytes, 1000)).toMatchObject({ width: 300, height: 150 })
  })

  test('takes trailing bytes, as polyglots have them', async () => {
    const bytes = Buffer.concat([await marked().jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')])
    expect(await pixelsOf(bytes)).toMatchObject({ width: 40, height: 20 })
  })

  test('refuses what is broken, each with its code', async () => {
    for (const { name, bytes, code } of await brokenImages()) {
      await expect(decodeImage(bytes, { maxPx: 100 }), name).rejects.toMatchObject({
        name: 'ImageError',
        code,
      })
    }
  })

  test('ends a decoder that takes more than it may', async () => {
    const bytes = await imageFrom(1500, 1500, (x, y) => [x % 256, y % 256, (x * y) % 256])
      .avif({ effort: 0 })
      .toBuffer()
    const memory = decodeImage(bytes, { maxPx: 1500, limits: { residentBytes: 30_000_000 } })
    await expect(memory).rejects.toMatchObject({ code: 'too_large' })
    const time = decodeImage(bytes, { maxPx: 1500, limits: { cpuMs: 1 } })
    await expect(time).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('within'),
    })
  })

  test.skipIf(process.platform === 'win32').each(['SIGKILL', 'SIGTERM'] as const)(
    'does not call a picture broken whose decoder was ended from outside by %s',
    async (signal) => {
      const bytes = await imageFrom(1500, 1500, (x, y) => [x % 256, y % 256, (x * y) % 256])
        .avif({ effort: 0 })
        .toBuffer()
      const refused = expect(decodeImage(bytes, { maxPx: 1500 })).rejects.toMatchObject({
        code: 'decoder_killed',
        message: expect.stringContaining(signal),
      })
      const decoder = await vi.waitUntil(() => decoders().at(0), { timeout: 10_000 })
      process.kill(decoder, signal)
      await refused
    },
  )

  test('stops when aborted, with the reason given', async () => {
    const bytes = await marked().png().toBuffer()
    const abort = new AbortController()
    const decoding = decodeImage(bytes, { maxPx: 100, signal: abort.signal })
    abort.abort(new Error('no longer wanted'))
    await expect(decoding).rejects.toThrow('no longer wanted')
    await expect(decodeImage(bytes, { maxPx: 100, signal: abort.signal })).rejects.toThrow('no longer wanted')
  })
})
