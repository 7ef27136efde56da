import { beforeAll, describe, expect, inject, it } from 'vitest'
import { endpoints } from '../../src/server/endpoints/all.ts'
import { isWrite } from '../../src/server/http/endpoint.ts'
import { safeNext } from '../../src/server/session/next-path.ts'
import { createVisitor, mailTo, signedInVisitor, siteUrl, type Visitor } from '../../testing/visitor.ts'

/** Attempts by another site in the browser of somebody who is signed in, and by requests that lie about where they go. */
let visitor: Visitor & { email: string }
beforeAll(async () => {
  visitor = await signedInVisitor()
})
const writes = endpoints.filter(({ method, crossSite }) => isWrite(method) && !crossSite)
const concrete = (path: string) => path.replace('{id}', '00000000-0000-4000-8000-000000000000')

/** What another site can make a browser send, and what it cannot but may be tried by hand. */
const elsewhere: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'null', 'sec-fetch-site': 'same-origin' },
  { origin: '' },
  { origin: siteUrl.replace('http:', 'https:') },
  { origin: `${siteUrl}.evil.example` },
  { origin: `${siteUrl}@evil.example` },
  { origin: siteUrl.replace(':3000', ':3001') },
  { origin: 'file://' },
  { origin: 'https://evil.example', host: '127.0.0.1:3000' },
  { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  { origin: 'https://evil.example', referer: `${siteUrl}/studio` },
]

describe('another site writes nothing', () => {
  it.each(elsewhere)('%j', async (headers) => {
    for (const { method, path } of writes) {
      const answer = await visitor.call(method, concrete(path), { json: {}, headers })
      expect([method, path, answer.status]).toEqual([method, path, 403])
    }
  })

  it('nor by a form, which can send no JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ]) {
      for (const { method, path, body } of writes) {
        if (!body) continue
        const headers = { 'content-type': type }
        const answer = await visitor.call(method, concrete(path), { body: '{"a":1}', headers })
        expect([path, answer.status === 400 || answer.status === 404]).toEqual([path, true])
      }
    }
  })

  it('and is told by no answer that it may read one', async () => {
    for (const { method, path } of endpoints.filter(({ id }) => id !== 'watchJob')) {
      const { response } = await visitor.open(method, concrete(path), {
        headers: { origin: 'https://evil.example' },
        ...(isWrite(method) ? { json: {} } : {}),
      })
      const allowed = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'))
      expect([path, allowed]).toEqual([path, []])
    }
  })
})

describe('an answer that is a person’s own', () => {
  it('is kept by no cache, framed by nobody and runs nothing', async () => {
    for (const { method, path } of endpoints.filter(({ auth }) => auth === 'session')) {
      const { headers } = await visitor.call(method, concrete(path), isWrite(method) ? { json: {} } : {})
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store'])
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    }
  })
})

const hosts: Record<string, string>[] = [
  { host: 'evil.example' },
  { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
  { forwarded: 'host=evil.example', 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' },
]

describe('a mail goes to its address, with links to us', () => {
  it.each(hosts)('whatever %j says', async (headers) => {
    const stranger = createVisitor()
    const email = `host-${crypto.randomUUID()}@example.com`
    await stranger.post('/api/auth/magic-link', { email, next: '//evil.example' }, { headers })
    const { link } = await mailTo(email)
    expect(link.origin).toBe(siteUrl)
    expect(link.href).not.toContain('evil')
  })

  it.each([
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com, b@example.com',
    'a@example.com\nSubject: x',
    '"a@example.com" <b@example.com>',
    ['a@example.com', 'b@example.com'],
    { email: 'a@example.com' },
  ])('%j is no address', async (email) => {
    const answer = await createVisitor().post('/api/auth/magic-link', { email })
    expect(answer.status).toBe(400)
  })
})

describe('no way leads off the site', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/%2f/evil.example',
    '/%5cevil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    '@evil.example',
    '/@evil.example/..//evil.example',
    `${siteUrl}@evil.example`,
    `${siteUrl}.evil.example`,
    '/api/auth/sign-out',
    '/auth/callback?next=//evil.example',
    '/%252f%252fevil.example',
    '/studio\r\nSet-Cookie: a=b',
    '/..//evil.example',
    '///evil.example',
    '/;//evil.example',
  ])('%j', async (next) => {
    const path = safeNext(next, siteUrl)
    expect(new URL(path, siteUrl).origin).toBe(siteUrl)
    expect(path).not.toMatch(/^\/[/\\]|[\r\n\t]/)
    const answer = await createVisitor().get(`/auth/callback?code=x&next=${encodeURIComponent(next)}`)
    expect(new URL(answer.headers.get('location') ?? '').origin).toBe(siteUrl)
  })
})

describe('a limit is not got around', () => {
  it('by headers that claim another address', async () => {
    const stranger = createVisitor()
    const statuses = new Set<number>()
    for (let count = 0; count < 40; count++) {
      const lies = {
        'x-forwarded-for': `1.2.3.${count}`,
        'x-real-ip': `1.2.3.${count}`,
        forwarded: `for=1.2.3.${count}`,
        'cf-connecting-ip': `1.2.3.${count}`,
        'true-client-ip': `1.2.3.${count}`,
        'x-client-ip': `1.2.3.${count}`,
      }
      const email = `limit-${crypto.randomUUID()}@example.com`
      const answer = await stranger.post('/api/auth/confirm', { email, code: '000000' }, { headers: lies })
      statuses.add(answer.status)
    }
    expect(statuses).toContain(429)
  })
})

describe('Stripe’s door opens to Stripe', () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    createVisitor().call('POST', '/api/stripe/webhook', { body, headers })
  const event = JSON.stringify({
    id: 'evt_x',
    type: 'checkout.session.completed',
    created: 1,
    data: { object: { id: 'cs_test_1' } },
  })
  it.each([
    ['nothing', ''],
    ['no time', 'v1=00'],
    ['no signature', `t=${Math.floor(Date.now() / 1000)}`],
    ['another scheme', `t=${Math.floor(Date.now() / 1000)},v0=${'0'.repeat(64)}`],
    ['zeros', `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`],
    ['a time to come', `t=9999999999,v1=${'0'.repeat(64)}`],
    ['no number', `t=now,v1=${'0'.repeat(64)}`],
    ['many', `t=1,${'v1=0,'.repeat(100)}v1=0`],
  ])('signed by %s', async (_, signature) => {
    const answer = await send(event, { 'stripe-signature': signature })
    expect([answer.status, answer.json]).toMatchObject([400, { code: 'invalid_signature' }])
  })
})

describe('a request for an account', () => {
  it('with the key of the server instead of a session is nobody’s', async () => {
    const { secretKey, publishableKey } = inject('backend')
    for (const key of [secretKey, publishableKey]) {
      const ways: Record<string, string>[] = [
        { authorization: `Bearer ${key}` },
        { apikey: key },
        { cookie: `plotline-session=${key}` },
      ]
      for (const headers of ways) {
        expect((await createVisitor().get('/api/user/profile', { headers })).status).toBe(401)
      }
    }
  })
})
