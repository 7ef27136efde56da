import type { StageReport } from '@plotline/services'
import type { StageName } from '@plotline/vectorizer'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStages } from './stages.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

function record(
  answer: () => Promise<boolean> = async () => true,
  names: readonly StageName[] = ['decode', 'tone'],
) {
  const writes: StageReport[][] = []
  const lost = vi.fn()
  const stages = createStages({
    names,
    write: (reports) => {
      writes.push(structuredClone([...reports]))
      return answer()
    },
    onLost: lost,
    onError: () => {},
  })
  return { stages, writes, lost }
}

describe('createStages', () => {
  it('writes no more than five times a second, and always the latest', async () => {
    const { stages, writes } = record()
    for (let i = 0; i <= 100; i++) {
      stages.onStage({ stage: 'tone', status: 'processing', progress: i / 100, ms: i })
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(1000)
    expect(writes.length).toBeGreaterThanOrEqual(5)
    expect(writes.length).toBeLessThanOrEqual(7)
    expect(writes.at(-1)?.[1]).toEqual({ name: 'tone', status: 'processing', percent: 100, ms: null })
  })

  it('says when the claim is void, and repeats a write that failed', async () => {
    const answers = [() => Promise.reject(new Error('down')), async () => false]
    const { stages, writes, lost } = record(() => (answers.shift() ?? (async () => false))())
    stages.onStage({ stage: 'decode', status: 'completed', progress: 1, ms: 12.4 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(writes).toHaveLength(2)
    expect(writes[1]?.[0]).toEqual({ name: 'decode', status: 'completed', percent: 100, ms: 12 })
    expect(lost).toHaveBeenCalledOnce()
  })

  it('never takes back what it reported: writing the files and storing them are one stage', async () => {
    const { stages, writes } = record(async () => true, ['write'])
    const rest = () => vi.advanceTimersByTimeAsync(300)
    const write = stages.begin('write')
    for (const share of [0, 0.5, 0.25]) {
      write.progress(share)
      await rest()
    }
    // Another owner of the same stage changes nothing that was said of it.
    await stages.run('write', rest)
    await rest()
    write.progress(0.75)
    await rest()
    const percents = writes.map(([report]) => report?.percent)
    expect(percents[1]).toBe(50)
    expect(percents).toEqual(percents.toSorted((a, b) => Number(a) - Number(b)))
    expect(writes.at(-1)?.[0]).toMatchObject({ status: 'completed', percent: 100 })
  })

  it('writes nothing of a stage the job does not have, of a failure, and after it was closed', async () => {
    const { stages, writes } = record()
    stages.onStage({ stage: 'fill', status: 'processing', progress: 0, ms: 0 })
    stages.onStage({ stage: 'tone', status: 'failed', progress: 0, ms: 0 })
    await stages.close()
    stages.onStage({ stage: 'tone', status: 'completed', progress: 1, ms: 1 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(writes).toEqual([])
  })
})
