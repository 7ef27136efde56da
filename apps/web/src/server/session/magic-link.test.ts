import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createVisitor, mailTo, signedInVisitor } from '../../../testing/visitor.ts'
import { mailsAreOut } from './magic-link.ts'

const newAddress = () => `${randomUUID()}@example.com`
const ask = (email: string) => createVisitor().post('/api/auth/magic-link', { email })

/** Lets what is asked of auth's `/otp` wait until it is let go, to be `answered` or to go on; all else goes on at once. */
function holdMails(answered?: () => Response) {
  const gate = Promise.withResolvers<void>()
  const held: string[] = []
  const real = globalThis.fetch
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    if (String(input).includes('/auth/v1/otp')) {
      held.push(String(init?.body))
      await gate.promise
      if (answered) return answered()
    }
    return real(input, init)
  })
  return { held, letGo: gate.resolve }
}

describe('the answer to who asks for a sign-in mail', () => {
  let known = ''
  beforeAll(async () => {
    known = (await signedInVisitor()).email
  })
  afterEach(async () => {
    vi.unstubAllGlobals()
    await mailsAreOut()
  })

  it('does not wait for what a known and an unknown address differ in', async () => {
    const { held, letGo } = holdMails()
    const unknown = newAddress()
    const answers = [await ask(known), await ask(unknown)]
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, '{"sent":true}'],
      [200, '{"sent":true}'],
    ])
    await vi.waitFor(() =>
      expect(new Set(held.map((body) => JSON.parse(body).email))).toEqual(new Set([known, unknown])),
    )
    letGo()
    expect((await mailTo(unknown)).code).toMatch(/^\d{6}$/)
  })

  it('is the same for an address that auth refuses', async () => {
    const real = globalThis.fetch
    vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) =>
      String(input).includes('/auth/v1/otp')
        ? Response.json({ code: 'email_address_invalid', msg: 'no' }, { status: 400 })
        : real(input, init),
    )
    expect((await ask(newAddress())).text).toBe('{"sent":true}')
  })

  it.each([
    ['that auth did not answer', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'that is one more than a project may send in an hour',
      async () => Response.json({ code: 'over_email_send_rate_limit', msg: 'no' }, { status: 429 }),
    ],
  ])('lets a mail be asked for again at once, of one %s', async (_, answer) => {
    const email = newAddress()
    const real = globalThis.fetch
    let asked = 0
    vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
      if (!String(input).includes('/auth/v1/otp') || asked++ > 0) return real(input, init)
      return answer()
    })
    await ask(email)
    await mailsAreOut()
    await ask(email)
    await mailsAreOut()
    expect(asked).toBe(2)
    expect((await mailTo(email)).code).toMatch(/^\d{6}$/)
  })

  it('says so to everybody where auth is down, and where too many mails are under way', async () => {
    const { letGo } = holdMails(() => Response.json({}))
    const statuses = []
    for (let count = 0; count < 102; count++) statuses.push((await ask(newAddress())).status)
    expect(statuses).toEqual([...Array<number>(100).fill(200), 503, 503])
    expect((await ask(known)).status).toBe(503)
    letGo()
    await mailsAreOut()
    expect((await ask(newAddress())).status).toBe(200)
    await mailsAreOut()

    const real = globalThis.fetch
    vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) =>
      String(input).includes('/auth/v1/') ? new Response(null, { status: 500 }) : real(input, init),
    )
    expect([(await ask(known)).status, (await ask(newAddress())).status]).toEqual([503, 503])
  })
})
