import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RecipeInput, recipeSchema } from '@plotline/vectorizer'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DrawPhotoOptions, drawPhoto, type FoundPhoto } from './draw-photo.ts'

let modelsDir: string
let photo: Uint8Array
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'plotline-no-models-'))
  const disk = Buffer.from(
    '<svg width="120" height="80"><circle cx="60" cy="40" r="25" fill="#c03010"/></svg>',
  )
  photo = await sharp({ create: { width: 120, height: 80, channels: 3, background: '#f0f0f0' } })
    .composite([{ input: disk }])
    .png()
    .toBuffer()
})
afterAll(() => rm(modelsDir, { recursive: true, force: true }))

type Drawn = { readonly photo: FoundPhoto; readonly warnings: readonly string[] }

/** The way of the photo by a recipe, and what was done on it in its order. */
async function way(input: RecipeInput, options: Partial<DrawPhotoOptions<Drawn>> = {}) {
  const done: string[] = []
  const way = drawPhoto<Drawn>(
    async () => {
      done.push('read')
      return photo
    },
    recipeSchema.parse({ workingPx: 64, ...input }),
    {
      modelsDir,
      download: false,
      stage: (name, work) => {
        done.push(name)
        return work()
      },
      onIsolated: ({ isolatedBy }) => done.push(`isolated by ${isolatedBy}`),
      draw: async (found) => {
        done.push('draw')
        return { photo: found, warnings: ['drawn'] }
      },
      ...options,
    },
  )
  return { done, ...(await way) }
}

test('a photo is decoded, within its stage, and drawn', async () => {
  const { done, drawn, original, isolatedBy, edgesBy, warnings } = await way({ style: 'lines' })
  expect(done).toEqual(['decode', 'read', 'draw'])
  expect(drawn.photo).toEqual({
    raster: { width: 64, height: 43, data: expect.any(Uint8ClampedArray) },
    mask: undefined,
    edges: undefined,
  })
  expect(original).toEqual({ width: 120, height: 80 })
  expect([isolatedBy, edgesBy]).toEqual([null, null])
  expect(warnings).toEqual([expect.stringContaining('The picture is small for this sheet'), 'drawn'])
})

test('its subject is found first where that is asked for, and what was found is drawn', async () => {
  const { done, drawn, isolatedBy, warnings } = await way({ isolate: { mode: 'auto' } })
  expect(done).toEqual(['decode', 'read', 'isolate', 'isolated by classical', 'draw'])
  expect(drawn.photo.mask?.width).toBe(64)
  expect(isolatedBy).toBe('classical')
  expect(warnings.slice(1)).toEqual([expect.stringContaining('by color alone'), 'drawn'])
})

test('edges that no model can find end it before anything is drawn', async () => {
  const way = drawPhoto<Drawn>(async () => photo, recipeSchema.parse({ lines: { detector: 'learned' } }), {
    modelsDir,
    download: false,
    stage: (_, work) => work(),
    draw: () => expect.fail('Expected nothing to be drawn.'),
  })
  await expect(way).rejects.toMatchObject({ name: 'ModelError' })
})

test('an abort while it is decoded ends it there', async () => {
  const abort = new AbortController()
  const reason = new Error('enough')
  const ended = way(
    { isolate: { mode: 'auto' } },
    {
      signal: abort.signal,
      stage: async (name, work) => {
        expect(name).toBe('decode')
        const result = await work()
        abort.abort(reason)
        return result
      },
    },
  )
  await expect(ended).rejects.toBe(reason)
})
