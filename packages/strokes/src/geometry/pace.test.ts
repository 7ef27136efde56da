import { expect, test } from 'vitest'
import { createPace, inTurns } from './pace.ts'
import { resultOf } from './steps.ts'

function* counting(to: number): Generator<number, string> {
  for (let i = 0; i < to; i++) yield i / to
  return `counted to ${to}`
}

test('work in steps comes to the same in turns as at once, and its shares are heard', async () => {
  const shares: number[] = []
  const result = await inTurns(counting(4), createPace(), (share) => shares.push(share))
  expect(result).toBe(resultOf(counting(4)))
  expect(shares).toEqual([0, 0.25, 0.5, 0.75])
})

test('what waits outside gets its turn between two steps, and can end the work', async () => {
  const abort = new AbortController()
  const reason = new Error('enough')
  setTimeout(() => abort.abort(reason), 0)
  await expect(inTurns(counting(1e9), createPace(abort.signal))).rejects.toBe(reason)
})

test('a pace takes no turn until enough is done', async () => {
  const pace = createPace()
  expect(pace(1)).toBeUndefined()
  await expect(pace(1e9)).resolves.toBeUndefined()
  expect(pace(1)).toBeUndefined()
})
