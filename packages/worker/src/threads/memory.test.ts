import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { ThreadMemoryError, threadLimits, watchMemory } from './memory.ts'

const most = 200_000_000

/** A thread that takes memory without an end, a little at a time. */
function greedy(takes: string): Worker {
  const source = `const kept = []; for (;;) kept.push(${takes})`
  return new Worker(source, { eval: true, resourceLimits: threadLimits })
}

describe('watchMemory', () => {
  it.each([
    ['buffers, which the heap’s limit does not count', 'new Float32Array(250_000).fill(1)'],
    ['objects', '{ a: Math.random() }'],
    ['one array that doubles again and again', '1.5'],
  ])('sees %s, in a thread that never looks up', async (_, takes) => {
    const thread = greedy(takes)
    const error = await new Promise((resolve) => watchMemory(thread, resolve, most))
    await thread.terminate()
    expect(error).toBeInstanceOf(ThreadMemoryError)
  })

  it('says nothing of a thread that stays below, nor after it was told to stop', async () => {
    const said: unknown[] = []
    const thread = new Worker('setInterval(() => {}, 1000)', { eval: true })
    const unwatch = watchMemory(thread, (error) => said.push(error), most)
    // Three whole looks, by the answers of the thread itself.
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setTimeout(resolve, 60))
    unwatch()
    const stopped = watchMemory(thread, (error) => said.push(error), 1)
    stopped()
    await new Promise((resolve) => setTimeout(resolve, 120))
    await thread.terminate()
    expect(said).toEqual([])
  })
})
