import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brokenImages, imageFrom, pngHeader } from '../testing/index.ts'
import { ImageError } from './errors.ts'
import { inspectImage } from './inspect.ts'

const picture = () => imageFrom(64, 48, (x, y) => [x * 4, y * 5, 90])

describe('inspectImage', () => {
  const formats = [
    ['jpeg', () => picture().jpeg().toBuffer()],
    ['png', () => picture().png().toBuffer()],
    ['webp', () => picture().webp().toBuffer()],
    ['webp', () => picture().webp({ lossless: true }).toBuffer()],
    ['avif', () => picture().avif({ effort: 0 }).toBuffer()],
    ['tiff', () => picture().tiff().toBuffer()],
    ['tiff', () => picture().tiff({ bigtiff: true }).toBuffer()],
    ['gif', () => picture().gif().toBuffer()],
  ] as const

  test.each(formats)('tells %s and its size from the bytes', async (type, write) => {
    expect(await inspectImage(await write())).toMatchObject({
      type,
      width: 64,
      height: 48,
      pages: 1,
      orientation: 1,
    })
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the upright size under orientation %i', async (orientation) => {
    const written = [picture().jpeg(), picture().webp(), picture().tiff()]
    for (const format of written) {
      const info = await inspectImage(await format.withMetadata({ orientation }).toBuffer())
      expect(info).toMatchObject(orientation >= 5 ? { width: 48, height: 64 } : { width: 64, height: 48 })
      expect(info.orientation).toBe(orientation)
    }
  })

  test('refuses everything else by content, and bombs by their header', async () => {
    const byHeader = new Set(['empty', 'unsupported_type', 'too_large'])
    for (const { name, bytes, code } of await brokenImages()) {
      if (!byHeader.has(code)) continue
      await expect(inspectImage(bytes), name).rejects.toMatchObject({ name: 'ImageError', code })
    }
  })

  test('names the limit it refuses by', async () => {
    await expect(inspectImage(pngHeader(20_000, 20_000))).rejects.toThrow('20000 × 20000')
  })

  test('takes any bytes and any file cut anywhere, and answers or refuses', async () => {
    const files = await Promise.all(formats.map(([, write]) => write()))
    const cut = fc.record({
      file: fc.constantFrom(...files),
      at: fc.nat(400),
      noise: fc.uint8Array({ maxLength: 40 }),
    })
    await fc.assert(
      fc.asyncProperty(cut, async ({ file, at, noise }) => {
        const bytes = Buffer.concat([file.subarray(0, at), noise, file.subarray(at + noise.length)])
        const outcome = await inspectImage(bytes).catch((error: unknown) => error)
        expect(outcome instanceof ImageError || (outcome as { width: number }).width > 0).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
