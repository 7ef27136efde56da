import { describe, expect, test } from 'vitest'
import { drawnStrokes, postcard } from '../test/few-marks.ts'
import { nastyRasters, photo } from '../test/scenes.ts'
import { recipeSchema } from './recipe.ts'
import { stagesOf } from './recipe-styles.ts'
import { styleNames } from './styles.ts'
import type { StageEvent } from './types.ts'
import { vectorize } from './vectorize.ts'

/** How every style runs: its stages, its end when aborted, and on pictures that nobody would draw. */
describe.each(styleNames)('%s', (style) => {
  test.each(nastyRasters.map(({ name, raster }) => [name, raster] as const))(
    'takes %s',
    async (_, raster) => {
      const { drawing } = await vectorize(raster, recipeSchema.parse({ ...postcard, style }))
      for (const { points } of drawnStrokes(drawing)) {
        expect(points.length).toBeGreaterThanOrEqual(4)
        expect(points.every(Number.isFinite)).toBe(true)
      }
    },
  )

  test('reports each of its stages once, in order, from start to end', async () => {
    const recipe = recipeSchema.parse({ ...postcard, style })
    const events: StageEvent[] = []
    let clock = 0
    await vectorize(photo, recipe, { onStage: (event) => events.push(event), now: () => clock++ })
    const around = new Set(['decode', 'isolate', 'write'])
    const expected = stagesOf(recipe).filter((stage) => !around.has(stage))
    expect(events.filter(({ status }) => status === 'completed').map(({ stage }) => stage)).toEqual(expected)
    expect([...new Set(events.map(({ stage }) => stage))]).toEqual(expected)
    for (const stage of expected) {
      const shares = events.filter((event) => event.stage === stage).map(({ progress }) => progress)
      expect(shares[0]).toBe(0)
      expect(shares.at(-1)).toBe(1)
      expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    }
  })

  test('stops in any stage when aborted', async () => {
    const recipe = recipeSchema.parse({ ...postcard, style })
    const around = new Set(['decode', 'isolate', 'write'])
    for (const stage of stagesOf(recipe).filter((name) => !around.has(name))) {
      const abort = new AbortController()
      const seen: string[] = []
      const run = vectorize(photo, recipe, {
        signal: abort.signal,
        onStage: (event) => {
          seen.push(event.stage)
          if (event.stage === stage) abort.abort(new Error(`stopped in ${stage}`))
        },
      })
      await expect(run).rejects.toThrow(`stopped in ${stage}`)
      expect(seen.at(-1)).toBe(stage)
    }
  })
})
