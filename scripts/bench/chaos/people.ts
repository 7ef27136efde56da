import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type ApiVisitor, signInVisitor } from '../api-visitor.ts'

/** Everybody starts with so many credits. */
export const jobsEach = 3

/** Signs people in, a few at a time. */
export async function gather(count: number, siteUrl: string, inboxUrl: () => string): Promise<ApiVisitor[]> {
  const people: ApiVisitor[] = []
  while (people.length < count) {
    const some = Array.from({ length: Math.min(5, count - people.length) }, () =>
      untilDone(() => signInVisitor(siteUrl, inboxUrl())),
    )
    people.push(...(await Promise.all(some)))
  }
  return people
}

/** Uploads and orders as a patient person does: again and again, and once only by the key. Answers the job's id. */
export async function orderPatiently(person: ApiVisitor, picture: Buffer): Promise<string> {
  const key = randomUUID()
  const assetId = await untilDone(() => person.upload('chaos.png', picture))
  const job = await untilDone(() =>
    person.call<{ id: string }>(
      'POST',
      '/api/jobs',
      { assetId, recipe: { style: 'sketch', workingPx: 700, isolate: { mode: 'auto' } } },
      { 'idempotency-key': key },
    ),
  )
  return job.id
}

/** Waits until the person is told how it ended. */
export async function awaitEnd(person: ApiVisitor, id: string): Promise<string> {
  for (;;) {
    const { status } = await untilDone(() => person.call<{ status: string }>('GET', `/api/jobs/${id}`))
    if (status !== 'pending' && status !== 'processing') return status
    await pause(700)
  }
}

/** Nobody is more patient than that. */
const patienceMs = 10 * 60_000

/** Again while the site, or what it needs, is away; what is refused for good, or for too long, throws. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const status = Number(/answered (\d+)/.exec(String(error))?.[1] ?? 0)
      // 404 and 409 are the upload's, which may have been cut; the order is tried again after it.
      if (status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status)) throw error
      if (performance.now() - start > patienceMs) throw error
    }
    await pause(300 + 400 * Math.random())
  }
}
