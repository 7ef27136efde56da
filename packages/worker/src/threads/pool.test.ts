import { recipeSchema } from '@plotline/vectorizer'
import { afterAll, describe, expect, it } from 'vitest'
import { createDrawThreads } from './pool.ts'

const threads = createDrawThreads(1)
afterAll(() => threads.close())

/** A chequered floor: edges everywhere. */
function request(size = 200) {
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (let i = 0; i < size * size; i++) {
    const isDark = (Math.floor((i % size) / 20) + Math.floor(i / size / 20)) % 2 === 0
    if (isDark) data.fill(30, 4 * i, 4 * i + 3)
  }
  const recipe = recipeSchema.parse({ style: 'sketch', workingPx: size })
  return { raster: { width: size, height: size, data }, mask: null, edges: null, recipe, title: 'floor' }
}

describe('createDrawThreads', () => {
  it('draws, reports its stages in order and writes every file; one thread serves job after job', async () => {
    for (let i = 0; i < 2; i++) {
      const completed: string[] = []
      const outcome = await threads.run(request(), {
        signal: new AbortController().signal,
        onStage: ({ stage, status }) => status === 'completed' && completed.push(stage),
      })
      expect(completed).toEqual(['tone', 'edges', 'trace', 'fill', 'simplify', 'merge', 'order', 'layout'])
      expect(outcome.stats.strokes).toBeGreaterThan(0)
      expect(outcome.files.map(({ format }) => format)).toEqual(['json', 'svg', 'png'])
    }
  })

  it('is cut off by an abort, whatever it is doing, and serves the next job', async () => {
    const abort = new AbortController()
    const reason = new Error('cancelled')
    const running = threads.run(request(1200), { signal: abort.signal, onStage: () => abort.abort(reason) })
    await expect(running).rejects.toBe(reason)
    const { stats } = await threads.run(request(), {
      signal: new AbortController().signal,
      onStage: () => {},
    })
    expect(stats.strokes).toBeGreaterThan(0)
  })

  it('says so when it is given pixels that cannot be handed over, and serves the next job', async () => {
    const pooled = {
      width: 8,
      height: 8,
      data: new Uint8ClampedArray(Buffer.from('x'.repeat(256)).buffer, 0, 256),
    }
    const options = { signal: new AbortController().signal, onStage: () => {} }
    await expect(threads.run({ ...request(), raster: pooled }, options)).rejects.toThrow(/transfer/)
    expect((await threads.run(request(), options)).stats.strokes).toBeGreaterThan(0)
  })

  it('cuts off a drawing that takes more memory than one may, leaves the others alone and serves the next', async () => {
    const bounded = createDrawThreads(1, { mostBytes: 150_000_000 })
    const options = { signal: new AbortController().signal, onStage: () => {} }
    const beside = threads.run(request(600), options)
    await expect(bounded.run(request(2400), options)).rejects.toMatchObject({
      name: 'ThreadError',
      reason: 'memory',
      message: expect.stringMatching(/^The thread took \d+ MB of memory\.$/),
    })
    expect((await beside).stats.strokes).toBeGreaterThan(0)
    expect((await bounded.run(request(), options)).stats.strokes).toBeGreaterThan(0)
    await bounded.close()
  })

  it('cuts off a drawing that takes longer than one may, though it never looks up, and is there for the next', async () => {
    const bounded = createDrawThreads(1, { mostMs: 1 })
    const options = { signal: new AbortController().signal, onStage: () => {} }
    for (let i = 0; i < 2; i++) {
      await expect(bounded.run(request(1200), options)).rejects.toMatchObject({
        name: 'ThreadError',
        reason: 'time',
        message: 'The thread took longer than 1 ms.',
      })
    }
    await bounded.close()
  })

  it('tells what went wrong in the thread', async () => {
    const broken = { ...request(), raster: { width: 10, height: 10, data: new Uint8ClampedArray(4) } }
    await expect(
      threads.run(broken, { signal: new AbortController().signal, onStage: () => {} }),
    ).rejects.toMatchObject({ name: 'ThreadError', reason: 'thrown' })
  })
})
