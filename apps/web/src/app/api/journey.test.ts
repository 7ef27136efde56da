import { randomUUID } from 'node:crypto'
import { payCheckout, signatureOf } from '@plotline/services/testing'
import { findDevice } from '@plotline/strokes'
import { describe, expect, it } from 'vitest'
import { drawJob, orderJob, serveFiles, uploadPicture } from '../../../testing/drawing.ts'
import { strangeEvent } from '../../../testing/stripe.ts'
import { answered, createVisitor, signedInVisitor } from '../../../testing/visitor.ts'
import { endpoints } from '../../server/endpoints/all.ts'

const code = (json: unknown) => (json as { code: string }).code
const balanceOf = (json: unknown) => (json as { balance: number }).balance

await serveFiles()

/** In order: together they call every endpoint, and the last one looks whether they did. */
describe('a visitor', () => {
  it('orders a drawing once, whatever is repeated, and downloads it', async () => {
    const visitor = await signedInVisitor()
    const assetId = await uploadPicture(visitor)
    const order = { assetId, recipe: { workingPx: 256 } }
    const headers = { 'idempotency-key': randomUUID() }
    const first = await visitor.post('/api/jobs', order, { headers })
    const second = await visitor.post('/api/jobs', order, { headers })
    expect([first.status, second.status]).toEqual([202, 202])
    const { id } = first.json as { id: string }
    expect(second.json).toMatchObject({ id })
    const other = await visitor.post('/api/jobs', { ...order, recipe: { workingPx: 300 } }, { headers })
    expect([other.status, code(other.json)]).toEqual([409, 'idempotency_mismatch'])
    expect(balanceOf((await visitor.get('/api/credits')).json)).toBe(2)

    const early = await visitor.get(`/api/jobs/${id}/download?format=svg`)
    expect([early.status, code(early.json)]).toEqual([409, 'job_not_finished'])
    await drawJob(id)
    expect((await visitor.get(`/api/jobs/${id}`)).json).toMatchObject({ status: 'completed', percent: 100 })
    for (const format of ['svg', 'hpgl', 'gcode', 'dxf', 'png', 'json']) {
      const link = await visitor.get(`/api/jobs/${id}/download?format=${format}`)
      expect(link.status, `${format}: ${link.text}`).toBe(200)
      const file = await fetch((link.json as { url: string }).url)
      expect(file.status).toBe(200)
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)
    }
    const unknown = await visitor.get(`/api/jobs/${id}/download?format=exe`)
    expect([unknown.status, code(unknown.json)]).toEqual([400, 'invalid_request'])
    const pdf = await visitor.post('/api/pdf/export', { jobId: id, paper: 'a4', title: 'Still life' })
    const page = await fetch((pdf.json as { url: string }).url)
    expect(
      Buffer.from(await page.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    for (let time = 0; time < 2; time++) {
      const gone = await visitor.delete(`/api/jobs/${id}`)
      expect([gone.status, gone.json]).toEqual([200, { outcome: 'deleted', refunded: false }])
    }
    expect((await visitor.get(`/api/jobs/${id}`)).status).toBe(404)
  })

  it('gets the credit of a cancelled job back, and pages through the rest', async () => {
    const visitor = await signedInVisitor()
    const ids = [await orderJob(visitor), await orderJob(visitor), await orderJob(visitor)]
    const assetId = await uploadPicture(visitor)
    const broke = await visitor.post('/api/jobs', { assetId, recipe: {} })
    expect([broke.status, code(broke.json)]).toEqual([402, 'insufficient_credits'])
    const kept = await visitor.delete(`/api/jobs/${ids[0]}`)
    expect([kept.status, code(kept.json)]).toEqual([409, 'job_not_finished'])
    for (let time = 0; time < 2; time++) {
      const cancelled = await visitor.post(`/api/jobs/${ids[0]}/cancel`, undefined)
      expect(cancelled.json).toMatchObject({ id: ids[0], status: 'cancelled', refunded: true })
    }
    expect(balanceOf((await visitor.get('/api/credits')).json)).toBe(1)

    type Page = { data: { id: string }[]; meta: { nextCursor: string | null } }
    const first = (await visitor.get('/api/jobs?limit=2')).json as Page
    const rest = (await visitor.get(`/api/jobs?limit=2&cursor=${first.meta.nextCursor}`)).json as Page
    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids.toReversed())
    expect(rest.meta.nextCursor).toBeNull()
    expect((await visitor.get('/api/jobs?cursor=made-up')).status).toBe(400)
    expect((await visitor.get('/api/jobs?limit=1000')).status).toBe(400)
  })

  it('is told at once that a recipe needs a model that is not here, and keeps the credit', async () => {
    const visitor = await signedInVisitor()
    const assetId = await uploadPicture(visitor)
    const recipe = { style: 'sketch', lines: { detector: 'learned' } }
    const refused = await visitor.post('/api/jobs', { assetId, recipe })
    expect([refused.status, code(refused.json)]).toEqual([409, 'model_missing'])
    expect(refused.json).toMatchObject({
      detail: expect.stringContaining('needs a model that finds edges, and none is registered here.'),
      issues: [{ path: 'recipe.lines.detector' }],
    })
    expect(balanceOf((await visitor.get('/api/credits')).json)).toBe(3)
  })

  it('buys a pack and has it once, though asked for twice', async () => {
    const visitor = await signedInVisitor()
    const checkout = await visitor.post('/api/credits/checkout', { pack: 'small' })
    const { sessionId, url } = checkout.json as { sessionId: string; url: string }
    expect((await visitor.post('/api/credits/confirm', { sessionId })).json).toMatchObject({ status: 'open' })
    await payCheckout(url)
    for (const _ of [1, 2]) {
      const paid = await visitor.post('/api/credits/confirm', { sessionId })
      expect(paid.json).toEqual({ status: 'fulfilled', credits: 10, balance: 13, reason: null })
    }
    const theirs = await (await signedInVisitor()).post('/api/credits/confirm', { sessionId })
    expect(theirs.status).toBe(404)
  })

  it('changes a name and deletes the account only with its own address', async () => {
    const visitor = await signedInVisitor()
    const renamed = await visitor.patch('/api/user/profile', { displayName: ' Ada ' })
    expect(renamed.json).toMatchObject({ displayName: 'Ada' })
    expect((await visitor.get('/api/user/profile')).json).toMatchObject({ displayName: 'Ada' })
    const wrong = await visitor.delete('/api/user/profile', { email: 'someone@example.com' })
    expect(wrong.status).toBe(400)
    const gone = await visitor.delete('/api/user/profile', { email: visitor.email })
    expect([gone.status, visitor.jar.size]).toEqual([204, 0])
  })

  it('keeps machines of one’s own, and is told what is wrong with one', async () => {
    const visitor = await signedInVisitor()
    const desk = { ...findDevice('grbl-servo'), name: 'desk', label: 'The desk' }
    const kept = await visitor.patch('/api/user/profile', { devices: { desk } })
    expect(kept.json).toMatchObject({ displayName: '', devices: { desk } })
    expect((await visitor.get('/api/user/profile')).json).toMatchObject({ devices: { desk } })
    const issuesOf = async (json: unknown) => {
      const { status, json: problem } = await visitor.patch('/api/user/profile', json)
      expect(status).toBe(400)
      return (problem as { issues: { path: string }[] }).issues.map(({ path }) => path)
    }
    const broken = { ...desk, bed: { widthMm: -1, heightMm: 200 }, speed: 3 }
    expect(await issuesOf({ devices: { desk: broken } })).toEqual([
      'devices.desk.bed.widthMm',
      'devices.desk',
    ])
    expect(await issuesOf({ devices: { shelf: desk } })).toEqual(['devices.shelf.name'])
    expect(await issuesOf({ devices: { 'No Name': desk } })).toEqual(['devices.No Name'])
    const { dialect } = desk
    const long = { ...desk, dialect: { ...dialect, start: ['x'.repeat(20_000)] } }
    expect(await issuesOf({ devices: { desk: long } })).toContain('devices.desk')
    expect(await issuesOf({})).toEqual([''])
    const gone = await visitor.patch('/api/user/profile', { devices: { desk: null } })
    expect(gone.json).toMatchObject({ devices: {} })
  })

  it('finds health and this document without a session', async () => {
    const visitor = createVisitor()
    expect((await visitor.get('/api/health/live')).json).toEqual({ status: 'ok' })
    const { parts } = (await visitor.get('/api/health/ready')).json as { parts: object }
    expect(Object.keys(parts).toSorted()).toEqual(['auth', 'database', 'model', 'queue', 'storage', 'worker'])
    expect((await visitor.get('/api/openapi.json')).json).toMatchObject({ openapi: '3.1.0' })
    await visitor.get('/auth/callback?next=/library')
    await visitor.post('/api/auth/sign-out', {})
  })
})

describe('Stripe', () => {
  const send = (body: string, headers: Record<string, string>) =>
    createVisitor().call('POST', '/api/stripe/webhook', {
      body,
      headers: { origin: 'https://api.stripe.com', ...headers },
    })

  it('is believed by the signature of the very bytes it sent', async () => {
    const payload = strangeEvent()
    const headers = { 'stripe-signature': signatureOf(payload) }
    expect((await send(payload, headers)).json).toEqual({ received: true })
    expect((await send(payload, headers)).json).toEqual({ received: true })
    const rewritten = await send(JSON.stringify(JSON.parse(payload)), headers)
    expect([rewritten.status, code(rewritten.json)]).toEqual([400, 'invalid_signature'])
  })

  it('is not believed without one, with an old one, or with another’s', async () => {
    const payload = strangeEvent()
    const hourAgo = Math.floor(Date.now() / 1000) - 3600
    for (const signature of [
      undefined,
      '',
      'nonsense',
      signatureOf(payload, hourAgo),
      signatureOf(`${payload} `),
    ]) {
      const answer = await send(payload, signature === undefined ? {} : { 'stripe-signature': signature })
      expect([answer.status, code(answer.json)], signature).toEqual([400, 'invalid_signature'])
    }
  })

  it('may not send more than a megabyte', async () => {
    const payload = ' '.repeat(1024 * 1024 + 1)
    expect((await send(payload, { 'stripe-signature': signatureOf(payload) })).status).toBe(413)
  })
})

describe('the events of a job', () => {
  async function watched(
    id: string,
    visitor: Awaited<ReturnType<typeof signedInVisitor>>,
    lastEventId?: string,
  ) {
    const abort = new AbortController()
    const headers = lastEventId ? { 'last-event-id': lastEventId } : undefined
    const { response } = await visitor.open('GET', `/api/jobs/${id}/events`, {
      headers,
      signal: abort.signal,
    })
    answered.add('GET /api/jobs/{id}/events')
    return { response, abort }
  }

  it('run from the present state to the end, numbered, and then the stream closes', async () => {
    const visitor = await signedInVisitor()
    const id = await orderJob(visitor)
    const { response } = await watched(id, visitor)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    const [, text] = await Promise.all([drawJob(id), response.text()])
    const events = text.split('\n\n').filter((block) => block.includes('event: job'))
    const data = events.map((block) => JSON.parse(block.match(/^data: (.*)$/m)?.[1] ?? ''))
    expect(data[0]).toMatchObject({ id, status: 'pending' })
    expect(data.at(-1)).toMatchObject({ id, status: 'completed', percent: 100 })
    expect(events[0]).toMatch(/^id: 1$/m)
    expect(events.at(-1)).toMatch(/^id: end$/m)

    const again = await watched(id, visitor, '1')
    expect(await again.response.text()).toContain('"status":"completed"')
    expect((await watched(id, visitor, 'end')).response.status).toBe(204)
  })

  it('stop when the client goes', async () => {
    const visitor = await signedInVisitor()
    const { response, abort } = await watched(await orderJob(visitor), visitor, 'never heard of')
    const reader = response.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    expect(new TextDecoder().decode(value)).toContain('retry: 2000')
    abort.abort()
    for (let done = false; !done; ) done = (await reader?.read())?.done ?? true
  })
})

it('is what the document describes: every endpoint has answered well, and as it says', () => {
  const wanted = endpoints.map(({ method, path }) => `${method} ${path}`)
  expect(wanted.filter((operation) => !answered.has(operation))).toEqual([])
})
