import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findMaterial, listMaterial, noMaterial, sampleMaterial } from '../../testing/index.ts'
import { ImageError } from '../errors.ts'
import { inspectImage } from '../inspect.ts'
import { decodeImage } from './decode.ts'

const bad = listMaterial('bad-inputs').filter((file) => basename(file) !== 'LICENSE')
const formats = listMaterial('photos/formats')
/** Right results must not hang on how busy the machine is; refusals are under the usual limits. */
const patient = { cpuMs: 120_000 }

describe.skipIf(bad.length === 0)(
  `broken and hostile files${bad.length === 0 ? `: ${noMaterial}` : ''}`,
  () => {
    test.each(sampleMaterial(bad, 40).map((file) => [basename(file), file]))(
      '%s is refused with a word or read right',
      async (_, file) => {
        const bytes = readFileSync(file)
        const outcome = await decodeImage(bytes, { maxPx: 320 }).catch((error: unknown) => error)
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(ImageError)
          expect(outcome.message).toMatch(/^[^\n]{10,300}$/)
          expect(outcome.message).not.toMatch(/gave up/)
          return
        }
        const { width, height } = await inspectImage(bytes)
        const raster = outcome as { width: number; height: number; data: Uint8ClampedArray }
        expect(raster.data.length).toBe(raster.width * raster.height * 4)
        expect(Math.max(raster.width, raster.height)).toBe(Math.min(320, Math.max(width, height)))
      },
    )

    test.each(['svg', 'bmp', 'bad_bmp', 'bad_ico', 'j2k', 'svgz'])('no .%s is taken', async (extension) => {
      const files = bad.filter((file) => file.endsWith(`.${extension}`))
      expect(files.length).toBeGreaterThan(0)
      for (const file of files) {
        await expect(inspectImage(readFileSync(file)), file).rejects.toMatchObject({
          code: 'unsupported_type',
        })
      }
    })
  },
)

describe.skipIf(formats.length === 0)(`every format${formats.length === 0 ? `: ${noMaterial}` : ''}`, () => {
  test.each(formats.map((file) => [basename(file), file]))(
    '%s is decoded at the size its header says',
    async (_, file) => {
      const bytes = readFileSync(file)
      const { width, height } = await inspectImage(bytes)
      const raster = await decodeImage(bytes, { maxPx: 400, limits: patient })
      expect(Math.max(raster.width, raster.height)).toBe(Math.min(400, Math.max(width, height)))
      expect(Math.abs(raster.width / raster.height - width / height)).toBeLessThan(0.02 * (width / height))
      const alphas = raster.data.filter((_, i) => i % 4 === 3)
      expect(alphas.every((alpha) => alpha === 255)).toBe(true)
    },
  )

  test('a swapped profile is applied: red is at twelve o’clock', async () => {
    const file = findMaterial('photos/formats/icc-swapped-profile.jpg')
    if (file === null) throw new Error(noMaterial)
    const { width, height, data } = await decodeImage(readFileSync(file), { maxPx: 400, limits: patient })
    const at = (Math.round(height * 0.12) * width + Math.round(width / 2)) * 4
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    expect(red).toBeGreaterThan(150)
    expect(Math.max(green, blue)).toBeLessThan(100)
  })
})
