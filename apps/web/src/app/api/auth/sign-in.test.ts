import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createVisitor, mailTo, signedInVisitor, siteUrl } from '../../../../testing/visitor.ts'

const newAddress = () => `${randomUUID()}@example.com`
const code = (json: unknown) => (json as { code: string }).code

describe('signing in', () => {
  it('mails a link that opens a page of ours and says where to go next', async () => {
    const email = newAddress()
    await createVisitor().post('/api/auth/magic-link', { email, next: '/credits?pack=small' })
    const { link } = await mailTo(email)
    expect(link.origin + link.pathname).toBe(`${siteUrl}/auth/confirm`)
    expect(link.searchParams.get('type')).toBe('email')
    expect(new URL(link.searchParams.get('next') ?? '', siteUrl).href).toBe(`${siteUrl}/credits?pack=small`)
  })

  it('takes the link once, on any device, and goes only to our own pages', async () => {
    const email = newAddress()
    await createVisitor().post('/api/auth/magic-link', { email })
    const { tokenHash } = await mailTo(email)
    const phone = createVisitor()
    const first = await phone.post('/api/auth/confirm', { tokenHash, next: '//evil.example' })
    expect(first.json).toEqual({ next: '/studio' })
    expect((await phone.get('/api/user/profile')).json).toMatchObject({ email, credits: { balance: 3 } })
    const second = await createVisitor().post('/api/auth/confirm', { tokenHash })
    expect([second.status, code(second.json)]).toEqual([401, 'invalid_token'])
  })

  it('takes the code with its address, and no other code', async () => {
    const email = newAddress()
    const visitor = createVisitor()
    await visitor.post('/api/auth/magic-link', { email })
    const mail = await mailTo(email)
    const wrong = mail.code === '000000' ? '000001' : '000000'
    expect((await visitor.post('/api/auth/confirm', { email, code: wrong })).status).toBe(401)
    expect(visitor.jar.size).toBe(0)
    const answer = await visitor.post('/api/auth/confirm', {
      email,
      code: mail.code,
      next: `${siteUrl}/library`,
    })
    expect(answer.json).toEqual({ next: '/library' })
    expect((await visitor.get('/api/user/profile')).status).toBe(200)
  })

  it('answers known and unknown addresses alike', async () => {
    const known = await signedInVisitor()
    const visitor = createVisitor()
    const answers = [
      await visitor.post('/api/auth/magic-link', { email: known.email }),
      await visitor.post('/api/auth/magic-link', { email: newAddress() }),
    ]
    const [first, second] = answers.map(({ status, text, headers }) => ({
      status,
      text,
      names: [...headers.keys()].toSorted(),
    }))
    expect(first).toEqual(second)
    expect(first).toMatchObject({ status: 200, text: '{"sent":true}' })
  })

  it('keeps the session out of reach of scripts and other sites', async () => {
    const email = newAddress()
    const visitor = createVisitor()
    await visitor.post('/api/auth/magic-link', { email })
    const { tokenHash } = await mailTo(email)
    const { headers } = await visitor.post('/api/auth/confirm', { tokenHash })
    const cookies = headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^plotline-session/)
      expect(cookie).toMatch(/; HttpOnly/i)
      expect(cookie).toMatch(/; SameSite=Lax/i)
      expect(cookie).toMatch(/; Path=\//i)
      // Thirty days, from each refresh anew.
      expect(cookie).toMatch(/; Max-Age=2592000/i)
    }
  })

  it.each([
    ['error=access_denied&error_description=x', 'access_denied'],
    ['error=server_error', 'provider_failed'],
    ['error=%3Cscript%3E&code=stolen', 'provider_failed'],
    ['next=/library', 'invalid_token'],
  ])('says what a provider sent it back with: %s', async (query, error) => {
    const answer = await createVisitor().get(`/auth/callback?${query}`)
    expect(answer.headers.get('location')).toBe(`${siteUrl}/sign-in?error=${error}`)
  })

  it('comes back from a provider only with the cookie of the browser that left', async () => {
    const visitor = createVisitor()
    const answer = await visitor.get('/auth/callback?code=stolen&next=/library')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `${siteUrl}/sign-in?error=invalid_token`,
    ])
    expect(visitor.jar.size).toBe(0)
  })
})

describe('a session', () => {
  it('is refreshed once, however many requests find it expired together', async () => {
    const visitor = await signedInVisitor()
    expire(visitor.jar)
    const before = [...visitor.jar].join()
    const answers = await Promise.all([1, 2, 3, 4].map(() => visitor.get('/api/user/profile')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect([...visitor.jar].join()).not.toBe(before)
    expect((await visitor.get('/api/user/profile')).status).toBe(200)
  })

  it('that is forged is none', async () => {
    const visitor = await signedInVisitor()
    for (const [name, value] of visitor.jar) visitor.jar.set(name, `${value.slice(0, -9)}AAAAAAAAA`)
    expect((await visitor.get('/api/user/profile')).status).toBe(401)
  })

  it('ends here and leaves the others', async () => {
    const [phone, laptop] = await twoSessions()
    expect((await phone.post('/api/auth/sign-out', {})).status).toBe(204)
    expect(phone.jar.size).toBe(0)
    expect((await phone.get('/api/user/profile')).status).toBe(401)
    expect((await laptop.get('/api/user/profile')).status).toBe(200)
  })

  it('ends everywhere at once', async () => {
    const [phone, laptop] = await twoSessions()
    expect((await laptop.get('/api/user/profile')).status).toBe(200)
    expect((await phone.post('/api/auth/sign-out', { scope: 'global' })).status).toBe(204)
    // Its token says for an hour that it is good.
    expect((await laptop.get('/api/user/profile')).status).toBe(401)
    expire(laptop.jar)
    expect((await laptop.get('/api/user/profile')).status).toBe(401)
  })

  it('that is over can be ended again', async () => {
    expect((await createVisitor().post('/api/auth/sign-out', {})).status).toBe(204)
  })
})

async function twoSessions() {
  const phone = await signedInVisitor()
  const laptop = createVisitor()
  await laptop.post('/api/auth/magic-link', { email: phone.email })
  const { tokenHash } = await mailTo(phone.email)
  await laptop.post('/api/auth/confirm', { tokenHash })
  return [phone, laptop] as const
}

/** Makes the session's access token look expired, as it does an hour later: the client then refreshes it. */
function expire(jar: Map<string, string>): void {
  const names = [...jar.keys()].filter((name) => name.startsWith('plotline-session')).toSorted()
  const text = names
    .map((name) => jar.get(name))
    .join('')
    .replace(/^base64-/, '')
  const session = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  session.expires_at = 1
  session.expires_in = 0
  for (const name of names) jar.delete(name)
  jar.set('plotline-session', `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`)
}
