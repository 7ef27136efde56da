import { randomUUID } from 'node:crypto'
import { asService } from '@plotline/db'
import { afterEach, expect, it } from 'vitest'
import { createTestContext, until } from '../../testing/index.ts'
import { openJobQueue } from './job-queue.ts'
import type { Tier } from './queues.ts'
import { type DrawDelivery, takeDrawings } from './take-drawings.ts'

type Test = Awaited<ReturnType<typeof createTestContext>>
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A queue of its own; `send` puts a delivery into it and answers its id. */
async function openTest() {
  const test = await createTestContext()
  ends.push(test.close)
  const send = async (userId: string, { isLong = true, tier = 'free' as Tier } = {}) => {
    const jobId = randomUUID()
    await asService(test.ctx.db, (tx) => test.ctx.queue.send(tx, { jobId, userId, tier, isLong }))
    return jobId
  }
  return { test, send }
}

/** Workers whose drawings stand still until they are let go; tells what was claimed, in order, and what runs. */
async function startWorkers({ database, ctx }: Test, concurrencies: readonly number[]) {
  const claimed: string[] = []
  const running = new Map<string, () => void>()
  let most = 0
  let isOpen = false
  const draw = async ({ data: { jobId } }: DrawDelivery) => {
    claimed.push(jobId)
    await new Promise<void>((resolve) => {
      running.set(jobId, resolve)
      most = Math.max(most, running.size)
      if (isOpen) setTimeout(resolve, 5)
    })
    running.delete(jobId)
  }
  const queues = await Promise.all(
    concurrencies.map(async (concurrency) => {
      const queue = await openJobQueue({ databaseUrl: database.url, role: 'worker', log: ctx.log })
      await takeDrawings(queue.boss, concurrency, draw)
      return queue
    }),
  )
  const open = () => {
    isOpen = true
    for (const finish of running.values()) finish()
  }
  ends.push(async () => {
    open()
    for (const { boss } of queues) await boss.stop({ graceful: true })
  })
  return { claimed, running, open, most: () => most, finish: (jobId: string) => running.get(jobId)?.() }
}

it.each([20, 2])(
  'a newcomer’s short drawing is claimed beside 20 long ones of %i others on two lanes',
  async (people) => {
    const { test, send } = await openTest()
    const others = Array.from({ length: people }, () => randomUUID())
    for (let i = 0; i < 20; i++) await send(others[i % people] ?? '')
    const { claimed, running } = await startWorkers(test, [2])
    await until(() => running.size === 2)
    const newcomer = await send(randomUUID(), { isLong: false })
    await until(() => claimed.length > 2)
    // Not one of the long ones had to end for it.
    expect(claimed[2]).toBe(newcomer)
    expect(running.size).toBe(3)
  },
)

it.each([
  ['free', 1],
  ['paid', 3],
] as const)(
  'of one person’s ten on tier %s no more than %i run at once, over two workers',
  async (tier, atOnce) => {
    const { test, send } = await openTest()
    const userId = randomUUID()
    const sent = await Promise.all(
      Array.from({ length: 10 }, (_, i) => send(userId, { tier, isLong: i % 2 === 0 })),
    )
    const { claimed, running, open, most } = await startWorkers(test, [4, 4])
    await until(() => running.size === atOnce)
    open()
    await until(() => claimed.length === 10 && running.size === 0)
    expect(new Set(claimed)).toEqual(new Set(sent))
    expect(most()).toBe(atOnce)
  },
)

it('what one person has waiting hides nobody: everybody’s first comes before anybody’s second', async () => {
  const { test, send } = await openTest()
  const [many, other, third] = [randomUUID(), randomUUID(), randomUUID()]
  const first = await send(many)
  const rest = [await send(many), await send(many), await send(many)]
  const [theirs, last] = [await send(other), await send(third)]
  const { claimed, running, finish, open } = await startWorkers(test, [1])
  for (const jobId of [first, theirs, last]) {
    await until(() => running.has(jobId))
    expect(running.size).toBe(1)
    finish(jobId)
  }
  open()
  await until(() => claimed.length === 6)
  expect(claimed).toEqual([first, theirs, last, ...rest])
})

it('long drawings are all drawn however many short ones keep coming', async () => {
  const { test, send } = await openTest()
  const long: string[] = await Promise.all(Array.from({ length: 5 }, () => send(randomUUID())))
  const { claimed, running, finish } = await startWorkers(test, [1])
  const isDrawn = (jobId: string) => claimed.includes(jobId) && !running.has(jobId)
  while (!long.every(isDrawn)) {
    for (let i = 0; i < 3; i++) await send(randomUUID(), { isLong: false })
    const [next] = await until(
      () => running.size > 1 && [...running.keys()].sort((a, b) => +long.includes(b) - +long.includes(a)),
    )
    if (next) finish(next)
    await until(() => !running.has(next ?? ''))
  }
  // Five on the lane of long ones, and what the lane for short ones took meanwhile.
  expect(claimed.filter((jobId) => !long.includes(jobId)).length).toBeLessThan(20)
})
