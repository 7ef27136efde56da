import { expect, test } from 'vitest'
import { untilReachable } from './until-reachable.ts'

const recovering = () =>
  Object.assign(new Error('the database system is in recovery mode'), { code: '57P03' })

test('a start goes on as soon as Postgres has recovered', async () => {
  let asked = 0
  const waits: unknown[] = []
  const work = async () => {
    if (++asked < 4) throw recovering()
    return 'up'
  }
  expect(await untilReachable(work, { firstPauseMs: 0, onWait: (error) => waits.push(error) })).toBe('up')
  expect(waits).toHaveLength(3)
})

test('it gives up some time, and at once where waiting helps nothing', async () => {
  let asked = 0
  const failing = (error: Error) => async () => {
    asked++
    throw error
  }
  const away = untilReachable(failing(recovering()), { tries: 3, firstPauseMs: 0 })
  await expect(away).rejects.toThrow('recovery mode')
  expect(asked).toBe(3)
  const refused = Object.assign(new Error('password authentication failed'), { code: '28P01' })
  await expect(untilReachable(failing(refused), { firstPauseMs: 0 })).rejects.toBe(refused)
  expect(asked).toBe(4)
})
