import { type StageStatus, stageNames } from '@plotline/vectorizer'
import { describe, expect, it } from 'vitest'
import type { JobStatus } from '../contract/jobs.ts'
import { percentOf, statusOf } from './status.ts'

describe('statusOf', () => {
  const cases: [StageStatus[], JobStatus][] = [
    [['pending', 'pending'], 'pending'],
    [['processing', 'pending'], 'processing'],
    [['completed', 'pending'], 'processing'],
    [['completed', 'completed'], 'completed'],
    [['completed', 'processing', 'failed'], 'failed'],
    [['failed', 'pending'], 'failed'],
    [['completed', 'processing'], 'processing'],
  ]
  it.each(cases)('%j is %s', (statuses, status) => {
    expect(statusOf(statuses.map((stage) => ({ status: stage })))).toBe(status)
  })
})

describe('percentOf', () => {
  it('goes from 0 to 100 without a step back as the stages go', () => {
    const seen: number[] = []
    for (let done = 0; done < stageNames.length; done++) {
      for (const percent of [0, 50, 100]) {
        seen.push(
          percentOf(
            stageNames.map((name, at) => ({
              name,
              status: at < done ? 'completed' : at === done ? 'processing' : 'pending',
              percent: at < done ? 100 : at === done ? percent : 0,
            })),
          ),
        )
      }
    }
    expect(seen[0]).toBe(0)
    expect(seen.at(-1)).toBe(100)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })
})
