import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GET as notThere } from '../../app/api/[...path]/route.ts'
import { peerHeader } from './client-address.ts'
import { malformedPath, standAtTheDoor } from './door.ts'

const answers: Record<string, RequestListener> = {
  '/': (_, res) => res.end('set by nobody'),
  '/redirect': (_, res) => res.writeHead(308, { Location: '/' }).end(),
  '/redirect-with-words': (_, res) => res.writeHead(308, 'Over There', { Location: '/' }).end(),
  '/not-there': (_, res) => void Object.assign(res, { statusCode: 404 }).end(),
  '/not-modified': (_, res) => res.writeHead(304).end(),
  '/stream': (_, res) => {
    res.setHeader('content-type', 'text/event-stream')
    res.write('data: 1\n\n')
    res.end()
  },
  '/drawing.svg': (_, res) => res.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end('<svg/>'),
  '/problem': (_, res) => res.writeHead(400, { 'content-type': 'application/problem+json' }).end('{}'),
  '/script.js': (_, res) =>
    res.writeHead(200, { 'content-type': 'application/javascript; charset=UTF-8' }).end(),
  '/photo.webp': (_, res) => res.writeHead(200, { 'content-type': 'image/webp' }).end(),
  '/own': (_, res) =>
    res.writeHead(200, { 'X-Frame-Options': 'SAMEORIGIN', 'set-cookie': ['a=1', 'b=2'] }).end(),
}
const seen: { url: string | undefined; peer: unknown }[] = []
const server = createServer((req, res) => {
  seen.push({ url: req.url, peer: req.headers[peerHeader] })
  const answer = answers[req.url ?? '']
  if (answer) answer(req, res)
  else res.writeHead(500).end()
})
let url = ''
beforeAll(async () => {
  standAtTheDoor('https://plotline.example')
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers, redirect: 'manual' })

describe('at the door', () => {
  it.each(Object.keys(answers))(
    '%s: every answer of an https site says so, and is not sniffed',
    async (path) => {
      const { headers } = await get(path)
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=63072000; includeSubDomains$/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    },
  )

  it.each([
    ['/stream', 'text/event-stream; charset=utf-8'],
    ['/drawing.svg', 'image/svg+xml; charset=utf-8'],
    ['/problem', 'application/problem+json; charset=utf-8'],
    ['/script.js', 'application/javascript; charset=UTF-8'],
    ['/photo.webp', 'image/webp'],
    ['/redirect', null],
  ])('%s is %s', async (path, type) => {
    expect((await get(path)).headers.get('content-type')).toBe(type)
  })

  it('keeps status, words, location, cookies and headers that the answer has of its own', async () => {
    const there = await get('/redirect-with-words')
    expect([there.status, there.statusText, there.headers.get('location')]).toEqual([308, 'Over There', '/'])
    const { headers } = await get('/own')
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('writes the socket’s address over what the client claims', async () => {
    await get('/', { [peerHeader]: '6.6.6.6' })
    expect(seen.at(-1)?.peer).toBe('127.0.0.1')
  })

  it.each(['/%E0%A4%A', '/jobs/%E0%A4%A', '/api/jobs/%ff/events?x=1', '/storage/v1/object/sign/x/%'])(
    'leads %s to where it is refused by name',
    async (path) => {
      await get(path)
      expect(seen.at(-1)?.url).toBe(malformedPath)
      const refusal = await notThere(new Request(`${url}${malformedPath}`))
      expect([refusal.status, await refusal.json()]).toMatchObject([400, { code: 'invalid_request' }])
    },
  )

  it('lets a query through that cannot be decoded', async () => {
    await get('/?x=%E0%A4%A')
    expect(seen.at(-1)?.url).toBe('/?x=%E0%A4%A')
  })
})
