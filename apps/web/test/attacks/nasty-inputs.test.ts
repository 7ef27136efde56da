import { randomInt, randomUUID } from 'node:crypto'
import { signatureOf } from '@plotline/services/testing'
import { devices } from '@plotline/strokes'
import { beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '../../src/server/endpoints/all.ts'
import { peerHeader } from '../../src/server/http/client-address.ts'
import type { Endpoint } from '../../src/server/http/endpoint.ts'
import { services } from '../../src/server/services.ts'
import { drawJob, orderJob, uploadPicture } from '../../testing/drawing.ts'
import { nastyTexts, nastyVariants, sampleOf } from '../../testing/nasty.ts'
import { signedInVisitor, type Visitor } from '../../testing/visitor.ts'

let visitor: Visitor & { email: string }
let jobId: string
let assetId: string
let userId: string
beforeAll(async () => {
  visitor = await signedInVisitor()
  userId = ((await visitor.get('/api/user/profile')).json as { id: string }).id
  jobId = await orderJob(visitor)
  await drawJob(jobId)
  assetId = await uploadPicture(visitor)
})

const at = (path: string) => path.replace('{id}', jobId)
/** Ends an account or a session, so that nothing could be tried after it. */
const isLast = ({ id }: Endpoint) => id === 'deleteAccount' || id === 'signOut'
const withBody = endpoints.filter(({ body }) => body !== undefined && body !== 'raw')

/** Values as real as a person's own, so that the nasty part gets as far as it can. */
function bodyOf(endpoint: Endpoint): unknown {
  if (endpoint.id === 'updateProfile') {
    const device = Object.values(devices).find(({ dialect }) => dialect.format === 'gcode' && dialect.power)
    return { displayName: 'Ada', devices: { [String(device?.name)]: device } }
  }
  const sample = sampleOf(endpoint.body as Parameters<typeof sampleOf>[0]) as Record<string, unknown>
  if ('assetId' in sample) sample.assetId = assetId
  if ('jobId' in sample) sample.jobId = jobId
  return sample
}

describe('whatever is sent, the answer is one of the table and no 500', () => {
  it.each(withBody)('$id: every part of the body', async (endpoint) => {
    const wrong: string[] = []
    for (const { where, value } of nastyVariants(bodyOf(endpoint))) {
      if (isLast(endpoint) && where.startsWith('body = {}')) continue
      const answer = await ask(endpoint, at(endpoint.path), { json: value })
      if (answer.status === 500) wrong.push(`${answer.status} ${where}: ${answer.text}`)
    }
    expect(wrong).toEqual([])
  })

  it.each(endpoints.filter(({ query }) => query))('$id: every part of the query', async (endpoint) => {
    const wrong: string[] = []
    const values = nastyTexts.map((text) => encodeURIComponent(text.toWellFormed()))
    for (const name of [...Object.keys(endpoint.query?.shape ?? {}), '\u0000']) {
      for (const value of [...values, '%E0%A4%A', '%ed%a0%80']) {
        const url = `${at(endpoint.path)}?format=svg&${encodeURIComponent(name)}=${value}`
        const answer = await ask(endpoint, url)
        if (answer.status === 500) wrong.push(`${answer.status} ${url}: ${answer.text}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it.each(endpoints.filter(({ params }) => params))('$id: every id', async (endpoint) => {
    for (const text of nastyTexts.filter((one) => one !== '')) {
      const url = `${endpoint.path.replace('{id}', encodeURIComponent(text.toWellFormed()))}?format=svg`
      const answer = await ask(endpoint, url, endpoint.body ? { json: {} } : {})
      expect(answer.status, url).toBe(404)
    }
  })

  it.each(endpoints.filter(({ headers }) => headers))('$id: every header', async (endpoint) => {
    for (const name of Object.keys(endpoint.headers?.shape ?? {})) {
      for (const text of ['x'.repeat(7_000), 'é', '\u00ff', '%00', "';--", '0'.repeat(256), '-1', 'null']) {
        const json = endpoint.body === 'raw' ? {} : endpoint.body && bodyOf(endpoint)
        const answer = await ask(endpoint, at(endpoint.path), { json, headers: { [name]: text } })
        expect(answer.status, `${name}: ${text.slice(0, 20)} ${answer.text}`).toBeLessThan(500)
      }
    }
  })
})

describe('a signed event that is not whole', () => {
  const whole = { id: 'evt_1', object: 'event', type: 'customer.updated', created: 1, data: { object: {} } }
  const { data: _data, ...withoutData } = whole
  it.each([
    ['no event', null],
    ['a list', []],
    ['a word', 'event'],
    ['an empty one', {}],
    ['without data', withoutData],
    ['without an object', { ...whole, data: {} }],
    ['with nothing for an object', { ...whole, data: { object: null } }],
    ['without an id', { ...whole, id: undefined }],
    ['with an id that is too long', { ...whole, id: 'e'.repeat(256) }],
    ['with an id that cannot be stored', { ...whole, id: 'evt_\u0000' }],
    ['about what cannot be stored', { ...whole, data: { object: { id: '\u0000' } } }],
    ['of no time', { ...whole, created: 'now' }],
  ])('%s is refused by name', async (_, event) => {
    const body = JSON.stringify(event)
    const headers = { 'stripe-signature': signatureOf(body) }
    const answer = await visitor.call('POST', '/api/stripe/webhook', { body, headers })
    expect([answer.status, answer.json]).toMatchObject([400, { code: 'invalid_request' }])
  })
})

it('a machine of one’s own that says 7,000 characters at every stroke is refused by name', async () => {
  const device = Object.values(devices).find(({ dialect }) => dialect.format === 'gcode' && !dialect.power)
  if (device?.dialect.format !== 'gcode') throw new Error('Expected a machine that speaks G-code.')
  const dialect = { ...device.dialect, penDown: ['G'.repeat(7_000)] }
  const own = { ...device, dialect, name: 'mine' }
  const answer = await visitor.patch('/api/user/profile', { devices: { mine: own } })
  expect([answer.status, answer.json]).toMatchObject([
    400,
    { code: 'invalid_request', issues: [{ path: 'devices.mine.dialect.penDown.0' }] },
  ])
})

type Options = { json?: unknown; headers?: Record<string, string> }

/**
 * One request, with nothing counted before it, neither for this person nor for the address and the mailbox: an answer
 * of the limiter would hide what is behind it.
 */
async function ask({ method, id }: Endpoint, url: string, { json, headers }: Options = {}) {
  const { db } = await services()
  await db.deleteFrom('rate_limits').where('key', 'like', `%:${userId}`).execute()
  const body =
    json === undefined ? undefined : JSON.stringify(json).replaceAll('someone@', `${randomUUID()}@`)
  const gone = new AbortController()
  const { response } = await visitor.open(method, url, {
    body,
    headers: {
      [peerHeader]: `10.1.${randomInt(256)}.${randomInt(256)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    signal: gone.signal,
  })
  const text = id === 'watchJob' && response.status === 200 ? '' : await response.text()
  gone.abort()
  return { status: response.status, text }
}
