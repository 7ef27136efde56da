import { randomUUID } from 'node:crypto'
import { picture } from '@plotline/services/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { orderJob } from '../../../testing/drawing.ts'
import { createVisitor, signedInVisitor, siteUrl, type Visitor } from '../../../testing/visitor.ts'
import { endpoints } from '../../server/endpoints/all.ts'
import { isWrite } from '../../server/http/endpoint.ts'
import { GET as notThere } from './[...path]/route.ts'

const code = (json: unknown) => (json as { code: string }).code
const concrete = (path: string) => path.replace('{id}', randomUUID())

let visitor: Visitor
beforeAll(async () => {
  visitor = await signedInVisitor()
})

describe('every endpoint', () => {
  it.each(endpoints.filter(({ auth }) => auth === 'session'))(
    '$id needs a session',
    async ({ method, path }) => {
      const json = isWrite(method) ? {} : undefined
      const answer = await createVisitor().call(method, concrete(path), { json })
      expect([answer.status, code(answer.json)]).toEqual([401, 'unauthenticated'])
    },
  )

  it.each(endpoints.filter(({ method, crossSite }) => isWrite(method) && !crossSite))(
    '$id takes nothing from another site, with the session or without',
    async ({ method, path }) => {
      const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
      const answer = await visitor.call(method, concrete(path), { json: {}, headers: evil })
      expect([answer.status, code(answer.json)]).toEqual([403, 'forbidden_origin'])
    },
  )

  it.each([...new Set(endpoints.map(({ path }) => path))])(
    '%s refuses other methods by name',
    async (path) => {
      const known = endpoints.filter((endpoint) => endpoint.path === path).map(({ method }) => String(method))
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !known.includes(one))) {
        const answer = await visitor.call(method, concrete(path))
        expect([answer.status, code(answer.json)]).toEqual([405, 'method_not_allowed'])
        expect(answer.headers.get('content-type')).toContain('application/problem+json')
        expect(answer.headers.get('allow')).toContain(known[0])
      }
    },
  )
})

describe('an answer', () => {
  it('carries the id of its request, and is kept by nobody', async () => {
    const answer = await visitor.get('/api/jobs/nonsense', { headers: { 'x-request-id': 'trace-12345' } })
    expect(answer.headers.get('x-request-id')).toBe('trace-12345')
    expect(answer.json).toMatchObject({ requestId: 'trace-12345' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('is the same for what is not yours, not there and no id at all', async () => {
    const theirs = await orderJob(await signedInVisitor())
    const headers = { 'x-request-id': 'one-and-the-same' }
    const paths = (id: string) => [
      { method: 'GET', url: `/api/jobs/${id}` },
      { method: 'DELETE', url: `/api/jobs/${id}` },
      { method: 'POST', url: `/api/jobs/${id}/cancel` },
      { method: 'GET', url: `/api/jobs/${id}/events` },
      { method: 'GET', url: `/api/jobs/${id}/download?format=svg` },
    ]
    const texts = new Set<string>()
    for (const id of [theirs, randomUUID(), 'no-id', '%00']) {
      for (const { method, url } of paths(id)) {
        const answer = await visitor.call(method, url, { headers })
        expect(answer.status, `${method} ${url}`).toBe(404)
        texts.add(answer.text)
      }
    }
    for (const jobId of [theirs, randomUUID()]) {
      const answer = await visitor.post('/api/pdf/export', { jobId }, { headers })
      expect(answer.status).toBe(404)
      texts.add(answer.text)
    }
    const nowhere = await notThere(new Request(`${siteUrl}/api/nowhere`, { headers }))
    texts.add(await nowhere.text())
    expect([...texts]).toHaveLength(1)
  })

  it('names every field that is wrong', async () => {
    const answer = await visitor.post('/api/upload', { filename: '', bytes: -1, head: '%%', extra: 1 })
    expect(answer.status).toBe(400)
    const { issues } = answer.json as { issues: { path: string }[] }
    expect(issues.map(({ path }) => path)).toEqual(expect.arrayContaining(['filename', 'bytes', 'head']))
  })

  it('refuses what is no JSON, what says it is something else, and what is too long', async () => {
    const send = (body: string, type = 'application/json') =>
      visitor.call('POST', '/api/pdf/export', { body, headers: { 'content-type': type } })
    expect(code((await send('{')).json)).toBe('invalid_json')
    expect(code((await send('{}', 'text/plain')).json)).toBe('invalid_json')
    expect(code((await send(JSON.stringify({ title: 'x'.repeat(100_000) }))).json)).toBe('too_large')
  })

  it('to HEAD is the one to GET without its body', async () => {
    const { response } = await visitor.open('HEAD', '/api/health/live')
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it('to OPTIONS says what there is', async () => {
    const { response } = await visitor.open('OPTIONS', '/api/user/profile')
    expect(response.headers.get('allow')).toBe('GET, PATCH, DELETE, HEAD, OPTIONS')
  })
})

describe('a limit', () => {
  it('is counted down in the headers by what was let through, refuses with when to come back, and is one visitor’s own', async () => {
    const one = await signedInVisitor()
    const head = Buffer.from(picture()).subarray(0, 64).toString('base64')
    const upload = (by: Visitor = one) => by.post('/api/upload', { filename: 'a.png', bytes: 64, head })
    const seen: (string | null)[] = []
    for (let count = 0; count < 10; count++) {
      const wrong = await one.post('/api/upload', { filename: 'a.png', bytes: 10, head: 'AAAA' })
      expect([wrong.status, wrong.headers.get('ratelimit-remaining')]).toEqual([415, String(10 - count)])
      const { status, headers } = await upload()
      expect(status).toBe(200)
      expect(headers.get('ratelimit-limit')).toBe('10')
      expect(headers.get('x-ratelimit-remaining')).toBe(headers.get('ratelimit-remaining'))
      seen.push(headers.get('ratelimit-remaining'))
    }
    expect(seen).toEqual(['9', '8', '7', '6', '5', '4', '3', '2', '1', '0'])
    const refused = await upload()
    expect([refused.status, code(refused.json)]).toEqual([429, 'rate_limited'])
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(3600)
    expect(refused.headers.get('ratelimit-reset')).toBe(String(wait))
    expect((await upload(visitor)).status).toBe(200)
  })
})
