import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Plane, Raster } from '@plotline/strokes'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  findMaterial,
  listMaterial,
  noMaterial,
  registerModel,
  sampleMaterial,
  sobelNetwork,
} from '../../testing/index.ts'
import { loadModel } from '../models/load.ts'
import { cutRaster, pasteMask, pixelsOf } from './box.ts'
import { boxMean } from './box-mean.ts'
import { classicalMask } from './classical.ts'
import { encodeMask } from './encode-mask.ts'
import { guidedFilter } from './guided-filter.ts'
import { isolateSubject } from './isolate.ts'
import { resizePlane } from './mask.ts'
import { runNetwork } from './network.ts'

let empty: string
beforeAll(async () => {
  empty = await mkdtemp(join(tmpdir(), 'plotline-no-models-'))
})
afterAll(() => rm(empty, { recursive: true, force: true }))

function rasterFrom(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => readonly number[],
): Raster {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colorAt(x, y), 255], (y * width + x) * 4)
  }
  return { width, height, data }
}

async function readRaster(file: string): Promise<Raster> {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) }
}

function overlap(mask: Plane, truth: ArrayLike<number>): number {
  let both = 0
  let either = 0
  mask.data.forEach((value, i) => {
    const [a, b] = [value > 0.5, (truth[i] ?? 0) > 127]
    if (a && b) both++
    if (a || b) either++
  })
  return either === 0 ? 1 : both / either
}

const onDisc = (x: number, y: number) => Math.hypot(x - 90, y - 70) < 40
/** An orange disc with a bright side, on a ground that is not quite even. */
const disc = rasterFrom(200, 150, (x, y) =>
  onDisc(x, y) ? [220, 110 + (x % 30), 30] : [90 + x / 8, 120 + y / 10, 150],
)
const discTruth = Uint8Array.from({ length: 200 * 150 }, (_, i) =>
  onDisc(i % 200, Math.floor(i / 200)) ? 255 : 0,
)

describe('boxMean', () => {
  test('is the mean of every window, cut at the borders', () => {
    const planes = fc.record({
      width: fc.integer({ min: 1, max: 12 }),
      height: fc.integer({ min: 1, max: 12 }),
      radius: fc.integer({ min: 0, max: 14 }),
      seed: fc.nat(1000),
    })
    fc.assert(
      fc.property(planes, ({ width, height, radius, seed }) => {
        const source = Float32Array.from({ length: width * height }, (_, i) => ((i + 1) * (seed + 7)) % 97)
        const result = boxMean(source, width, height, radius)
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            let [sum, count] = [0, 0]
            for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
              for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
                sum += source[v * width + u]
                count++
              }
            }
            expect(result[y * width + x]).toBeCloseTo(sum / count, 3)
          }
        }
      }),
    )
  })
})

describe('guidedFilter', () => {
  test('brings a mask that is off and coarse onto the picture’s own edge', () => {
    const raster = rasterFrom(240, 120, (x) => (x < 122 ? [30, 30, 40] : [220, 210, 190]))
    // 20 cells over 240 px: the edge at 122 falls inside a cell.
    const coarse: Plane = {
      width: 20,
      height: 10,
      data: Float32Array.from({ length: 200 }, (_, i) => (i % 20 < 10 ? 1 : 0)),
    }
    const mask = guidedFilter(coarse, raster, { fitPx: 240, radius: 12, epsilon: 1e-4 })
    const row = mask.data.subarray(60 * 240, 61 * 240)
    expect(row[118]).toBeGreaterThan(0.75)
    expect(row[125]).toBeLessThan(0.2)
    expect(resizePlane(coarse, 240, 120).data[60 * 240 + 121]).toBeLessThan(0.5)
  })

  test('leaves an even mask as it is, whatever the picture', () => {
    for (const value of [0, 0.25, 1]) {
      const even: Plane = { width: 4, height: 4, data: new Float32Array(16).fill(value) }
      const mask = guidedFilter(even, disc, { fitPx: 100, radius: 5, epsilon: 1e-4 })
      expect(mask).toMatchObject({ width: 200, height: 150 })
      for (const result of mask.data) expect(result).toBeCloseTo(value, 3)
    }
  })
})

describe('a box', () => {
  test('is where the subject is looked for: nothing beyond it, and what is in it is found', async () => {
    const twins = rasterFrom(200, 150, (x, y) =>
      Math.hypot(x - 45, y - 75) < 25 || Math.hypot(x - 155, y - 75) < 25 ? [230, 110, 30] : [95, 125, 150],
    )
    const right = Uint8Array.from({ length: 200 * 150 }, (_, i) =>
      Math.hypot((i % 200) - 155, Math.floor(i / 200) - 75) < 25 ? 255 : 0,
    )
    const options = { mode: 'auto', model: 'u2netp', modelsDir: empty, download: false } as const
    const { mask, hasSubject } = await isolateSubject(twins, { ...options, box: [0.55, 0.1, 1, 0.9] })
    expect(hasSubject).toBe(true)
    expect(overlap(mask, right)).toBeGreaterThan(0.9)
    expect(mask.data.every((value, i) => value === 0 || i % 200 >= 110)).toBe(true)
  })

  test('of any size within the picture gives a mask of the picture’s size', () => {
    const share = fc.integer({ min: 0, max: 100 }).map((value) => value / 100)
    fc.assert(
      fc.property(share, share, share, share, (a, b, c, d) => {
        fc.pre(a !== c && b !== d)
        const box = pixelsOf(disc, [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)])
        const cut = cutRaster(disc, box)
        const red = {
          width: cut.width,
          height: cut.height,
          data: Float32Array.from({ length: cut.width * cut.height }, (_, i) => cut.data[i * 4] ?? 0),
        }
        const pasted = pasteMask(disc, box, red)
        for (let i = 0; i < pasted.data.length; i += 7) {
          const [x, y] = [i % 200, Math.floor(i / 200)]
          const isIn = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height
          expect(pasted.data[i]).toBe(isIn ? disc.data[i * 4] : 0)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('the classical method', () => {
  test('finds a subject on a plain ground', () => {
    const { mask, found } = classicalMask(disc)
    expect(found).toBe(true)
    expect(overlap(resizePlane(mask, 200, 150), discTruth)).toBeGreaterThan(0.9)
  })

  test('finds nothing where nothing is', () => {
    expect(classicalMask(rasterFrom(80, 60, () => [128, 128, 128])).found).toBe(false)
    expect(classicalMask(rasterFrom(1, 1, () => [9, 9, 9])).found).toBe(false)
  })
})

describe('isolateSubject without a model', () => {
  test('falls back where it may, and names what it did', async () => {
    const result = await isolateSubject(disc, {
      mode: 'auto',
      model: 'u2netp',
      modelsDir: empty,
      download: false,
    })
    expect(result).toMatchObject({ isolatedBy: 'classical', hasSubject: true })
    expect(result.warnings).toEqual([
      'The subject was found by color alone, for its model could not be fetched.',
    ])
    expect(result.modelError?.message).toContain('u2netp')
    expect(overlap(result.mask, discTruth)).toBeGreaterThan(0.95)
  })

  test('refuses where a model is asked for, or one that there is not', async () => {
    const missing = isolateSubject(disc, {
      mode: 'model',
      model: 'u2netp',
      modelsDir: empty,
      download: false,
    })
    await expect(missing).rejects.toMatchObject({ name: 'ModelError', code: 'missing' })
    const unknown = isolateSubject(disc, { mode: 'auto', model: 'u3net', modelsDir: empty, download: false })
    await expect(unknown).rejects.toMatchObject({
      code: 'unknown',
      message: expect.stringContaining('u2netp'),
    })
  })

  test('says so where there is no subject', async () => {
    const even = rasterFrom(64, 64, () => [200, 200, 200])
    const result = await isolateSubject(even, {
      mode: 'auto',
      model: 'u2netp',
      modelsDir: empty,
      download: false,
    })
    expect(result.hasSubject).toBe(false)
    expect(result.warnings.join()).toContain('No clear subject')
  })

  test('stops when aborted', async () => {
    const signal = AbortSignal.abort(new Error('no longer wanted'))
    const aborted = isolateSubject(disc, {
      mode: 'auto',
      model: 'u2netp',
      modelsDir: empty,
      download: false,
      signal,
    })
    await expect(aborted).rejects.toThrow('no longer wanted')
  })
})

describe('isolateSubject with a model of one’s own', () => {
  test('runs the one that models.json describes, and says when one finds something else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plotline-own-models-'))
    const subject = { kind: 'subject', inputPx: 64, logits: undefined }
    await registerModel(folder, 'own', sobelNetwork({ size: [64, 64] }), subject)
    await registerModel(folder, 'dexined', sobelNetwork())
    const options = { mode: 'auto', modelsDir: folder, download: false } as const
    const result = await isolateSubject(disc, { ...options, model: 'own' })
    expect(result).toMatchObject({ isolatedBy: 'own', provider: 'cpu', mask: { width: 200, height: 150 } })
    await expect(isolateSubject(disc, { ...options, model: 'dexined' })).rejects.toMatchObject({
      code: 'unknown',
      message: expect.stringMatching(
        /^The model "dexined" finds edges, not subjects; expected one of u2netp, .*, own$/,
      ),
    })
    await rm(folder, { recursive: true })
  })
})

test('a mask is written as 8-bit grey at the size asked for', async () => {
  const mask: Plane = { width: 2, height: 1, data: Float32Array.from([0, 1]) }
  const png = await encodeMask(mask, 40, 20)
  expect(await sharp(png).metadata()).toMatchObject({
    format: 'png',
    width: 40,
    height: 20,
    channels: 1,
    depth: 'uchar',
  })
  const [first, ...rest] = await sharp(png).raw().toBuffer()
  expect([first, rest.at(-1)]).toEqual([0, 255])
})

const modelFile = findMaterial('models/u2netp-w16.onnx')
const modelsDir = findMaterial('models') ?? ''
const truths = sampleMaterial(
  listMaterial('truth/masks-open').filter((file) => file.endsWith('.jpg')),
  5,
)
const goldens = sampleMaterial(
  listMaterial('truth/u2netp-golden-open').filter((file) => file.endsWith('.png')),
  4,
)

describe.skipIf(modelFile === null || truths.length === 0)(
  `the network${modelFile === null ? `: ${noMaterial}` : ''}`,
  () => {
    test('stands in by name only, on a provider that is named', async () => {
      const result = await isolateSubject(disc, {
        mode: 'model',
        model: 'u2netp',
        modelsDir,
        download: false,
      })
      expect(result.isolatedBy).toBe('u2netp-w16')
      expect(result.warnings.join()).toContain('u2netp-w16 stood in')
      expect(['cuda', 'coreml', 'cpu']).toContain(result.provider)
      const named = await isolateSubject(disc, {
        mode: 'model',
        model: 'u2netp-w16',
        modelsDir,
        download: false,
      })
      expect(named.warnings.join()).not.toContain('stood in')
    })

    test.skipIf(goldens.length === 0)('gives the masks that rembg’s recipe gives', async () => {
      const loaded = await loadModel('subject', { model: 'u2netp', modelsDir, download: false })
      for (const golden of goldens) {
        const photo = listMaterial('photos').find((file) => basename(file) === basename(golden, '.320.png'))
        if (photo === undefined) throw new Error(`no photo for ${golden}`)
        const raster = await readRaster(photo)
        // What is smaller than the network's square is enlarged, which Pillow and libvips do with different kernels.
        if (Math.min(raster.width, raster.height) < loaded.model.inputPx) continue
        const { mask } = await runNetwork(loaded, raster)
        const expected = await sharp(golden).greyscale().raw().toBuffer()
        let error = 0
        mask.data.forEach((value, i) => {
          error += Math.abs(value * 255 - (expected[i] ?? 0))
        })
        expect(error / mask.data.length, golden).toBeLessThan(1)
      }
    })

    test('finds the subjects of the ground truth', async () => {
      let sum = 0
      let count = 0
      for (const file of truths) {
        const truth = await sharp(file.replace(/\.jpg$/, '.mask.png'))
          .greyscale()
          .raw()
          .toBuffer()
        if (!truth.some((value) => value > 127)) continue
        const { mask } = await isolateSubject(await readRaster(file), {
          mode: 'model',
          model: 'u2netp',
          modelsDir,
          download: false,
        })
        sum += overlap(mask, truth)
        count++
      }
      expect(sum / count).toBeGreaterThan(0.95)
    })
  },
)
