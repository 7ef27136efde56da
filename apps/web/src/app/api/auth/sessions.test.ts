import { elsewhere } from '@plotline/services/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { orderJob } from '../../../../testing/drawing.ts'
import { createVisitor, mailTo, signedInVisitor, type Visitor } from '../../../../testing/visitor.ts'
import { services } from '../../../server/services.ts'

afterEach(() => void vi.useRealTimers())

const statusOf = async (visitor: Visitor) => (await visitor.get('/api/user/profile')).status

async function signInAgain(visitor: Visitor, email: string): Promise<void> {
  await visitor.post('/api/auth/magic-link', { email })
  const { tokenHash } = await mailTo(email)
  await visitor.post('/api/auth/confirm', { tokenHash })
}

describe('an ended session', () => {
  it('is refused five seconds after another process ended it, though its token is good for an hour', async () => {
    const visitor = await signedInVisitor()
    expect(await statusOf(visitor)).toBe(200)
    await elsewhere.endSessions(await services(), visitor.email)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_000 })
    expect(await statusOf(visitor)).toBe(401)
    expect(visitor.jar.size).toBeGreaterThan(0)
  })

  it('closes its open event streams, and those of nobody else', async () => {
    const [ada, bob] = [await signedInVisitor(), await signedInVisitor()]
    const [hers, his] = [await watch(ada), await watch(bob)]
    await elsewhere.endSessions(await services(), ada.email)
    await hers.closed
    expect(his.isOpen()).toBe(true)
    await bob.post('/api/auth/sign-out', {})
    await his.closed
  })

  it('closes the streams of an account that is deleted', async () => {
    const visitor = await signedInVisitor()
    const stream = await watch(visitor)
    const answer = await visitor.delete('/api/user/profile', { email: visitor.email })
    expect(answer.status).toBe(204)
    await stream.closed
  })

  it('is what signing in again makes of the one before in this browser', async () => {
    const visitor = await signedInVisitor()
    const before = new Map(visitor.jar)
    await signInAgain(visitor, visitor.email)
    expect(await statusOf(visitor)).toBe(200)
    const stolen = createVisitor()
    for (const [name, value] of before) stolen.jar.set(name, value)
    expect(await statusOf(stolen)).toBe(401)
  })

  it('is not what a lookup that fails makes of a good one', async () => {
    const visitor = await signedInVisitor()
    const { db } = await services()
    const broken = vi.spyOn(db, 'transaction').mockImplementation(() => {
      throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    })
    expect(await statusOf(visitor)).toBe(503)
    broken.mockRestore()
    expect(await statusOf(visitor)).toBe(200)
  })

  it('is each that was not used for thirty days, and each of somebody who was shut out', async () => {
    const [idle, banned] = [await signedInVisitor(), await signedInVisitor()]
    await elsewhere.leaveUnused(await services(), idle.email, 31)
    await elsewhere.shutOut(await services(), banned.email)
    expect(await statusOf(idle)).toBe(401)
    expect(await statusOf(banned)).toBe(401)
  })
})

/** An open stream of a job that waits for a worker. */
async function watch(visitor: Visitor) {
  const id = await orderJob(visitor)
  const { response } = await visitor.open('GET', `/api/jobs/${id}/events`)
  const reader = response.body?.getReader()
  let open = true
  const closed = (async () => {
    while (!(await reader?.read())?.done);
    open = false
  })()
  return { closed, isOpen: () => open }
}
