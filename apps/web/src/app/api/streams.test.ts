import { findCap } from '@plotline/services'
import { describe, expect, it } from 'vitest'
import { orderJob } from '../../../testing/drawing.ts'
import { signedInVisitor } from '../../../testing/visitor.ts'
import { services } from '../../server/services.ts'

describe('open event streams', () => {
  it('are no more than a person may have, thirty asking at once, and each that ends makes room', async () => {
    const visitor = await signedInVisitor()
    const id = await orderJob(visitor)
    const url = `/api/jobs/${id}/events`
    const cap = await findCap(await services(), { userId: crypto.randomUUID() }, 'streams.open')
    const answers = await Promise.all(Array.from({ length: 30 }, () => visitor.open('GET', url)))
    const open = answers.filter(({ response }) => response.status === 200)
    const refused = answers.filter(({ response }) => response.status === 429)
    expect([open.length, refused.length]).toEqual([cap, 30 - cap])
    for (const { response } of refused) {
      // No status but 200 makes an EventSource come back by itself.
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(30)
      expect(await response.json()).toMatchObject({ code: 'too_many_streams' })
    }
    const other = await signedInVisitor()
    const theirs = await other.open('GET', `/api/jobs/${await orderJob(other)}/events`)
    expect(theirs.response.status).toBe(200)
    await theirs.response.body?.cancel()

    // Closed before anything was read, left by the client, asked for what is not there: none of them stays counted.
    await open.pop()?.response.body?.cancel()
    const control = new AbortController()
    const again = await visitor.open('GET', url, { signal: control.signal })
    expect(again.response.status).toBe(200)
    control.abort()
    for (let i = 0; i < 3; i++) {
      const nowhere = await visitor.open('GET', `/api/jobs/${crypto.randomUUID()}/events`)
      expect(nowhere.response.status).toBe(404)
    }
    const last = await visitor.open('GET', url)
    expect(last.response.status).toBe(200)
    for (const { response } of [...open, last]) await response.body?.cancel()
    const { plotlineStreams } = globalThis as { plotlineStreams?: Map<string, number> }
    expect([...(plotlineStreams ?? [])]).toEqual([])
  })
})
