import { recipeSchema } from '@plotline/vectorizer'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { followOrder, type SentOrder } from './follow-order.ts'

const job = {
  id: '2b1d0c8e-9f0a-4a55-8c7d-3f1f5f0f9a11',
  status: 'pending',
  percent: 0,
  style: 'lines',
  filename: 'cat.png',
  assetId: null,
  recipe: recipeSchema.parse({ style: 'lines' }),
  creditCost: 1,
  refunded: false,
  failure: null,
  stages: [],
  result: null,
  links: { original: null, preview: null, svg: null },
  createdAt: '2026-11-29T12:00:00+00:00',
  finishedAt: null,
  expiresAt: null,
}
const sent: SentOrder = {
  key: 'one-order',
  body: { assetId: '6f3c2c0a-58a1-4f0e-8b5c-0d7f7f1f2a22', recipe: job.recipe },
  stop: false,
}

type Reply = () => Response
const ok =
  (body: unknown): Reply =>
  () =>
    Response.json(body, { status: 200 })
const refusal =
  (code: string, status: number, headers: Record<string, string> = {}): Reply =>
  () =>
    Response.json({ type: 'x', title: code, status, code, requestId: 'r' }, { status, headers })
const cut: Reply = () => {
  throw new TypeError('Failed to fetch')
}

/** A server that answers in this order; what it was asked is kept. */
function server(...replies: Reply[]) {
  const asked: { path: string; key: string | undefined }[] = []
  vi.stubGlobal('fetch', async (path: string, init: { headers: Record<string, string> }) => {
    asked.push({ path, key: init.headers['idempotency-key'] })
    const reply = replies.shift()
    if (!reply) throw new Error(`expected no more requests, got ${path}`)
    return reply()
  })
  return asked
}
afterEach(() => vi.unstubAllGlobals())

function follow({ stop = false, left = new AbortController() } = {}) {
  const waits: number[] = []
  const answer = followOrder(sent, {
    left: left.signal,
    isStopped: () => stop,
    onLost: () => undefined,
    wait: async (ms) => void waits.push(ms),
  })
  return { answer, waits }
}

describe('followOrder', () => {
  it('asks with the same key until there is an answer, however it was lost', async () => {
    const asked = server(
      cut,
      refusal('unavailable', 503),
      () => new Response('<html>', { status: 502 }),
      ok(job),
    )
    const { answer, waits } = follow()
    expect(await answer).toMatchObject({ job: { id: job.id }, stopped: false })
    expect(asked).toEqual(Array(4).fill({ path: '/api/jobs', key: 'one-order' }))
    expect(waits).toEqual([500, 1000, 2000])
  })

  it('takes a refusal for an answer, and after a lost one waits for its turn', async () => {
    for (const [code, status] of [
      ['insufficient_credits', 402],
      ['rate_limited', 429],
      ['gone', 410],
    ] as const) {
      server(refusal(code, status))
      await expect(follow().answer).rejects.toMatchObject({ code })
    }
    server(cut, refusal('rate_limited', 429, { 'retry-after': '7' }), ok(job))
    const { answer, waits } = follow()
    expect(await answer).toMatchObject({ stopped: false })
    expect(waits).toEqual([500, 7000])
  })

  it('cancels what was stopped, through a lost connection too', async () => {
    const asked = server(ok(job), cut, ok({ ...job, status: 'cancelled', refunded: true }))
    expect(await follow({ stop: true }).answer).toMatchObject({ stopped: true, job: { refunded: true } })
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/jobs',
      `/api/jobs/${job.id}/cancel`,
      `/api/jobs/${job.id}/cancel`,
    ])
  })

  it('shows the drawing where stopping came too late', async () => {
    server(ok(job), refusal('job_not_cancellable', 409))
    expect(await follow({ stop: true }).answer).toMatchObject({ stopped: false, job: { id: job.id } })
  })

  it('gives up on a server that fails by its own fault each time, and when the page is left', async () => {
    const asked = server(...Array<Reply>(5).fill(refusal('internal', 500)))
    await expect(follow().answer).rejects.toMatchObject({ code: 'internal' })
    expect(asked).toHaveLength(4)
    const left = new AbortController()
    left.abort()
    server(cut)
    await expect(follow({ left }).answer).rejects.toMatchObject({ code: 'aborted' })
  })
})
