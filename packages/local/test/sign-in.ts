import { createHash } from 'node:crypto'
import { createServerClient } from '@supabase/ssr'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { askForMail, clientOf, codeIn, linkIn, mailsTo, newAddress, signIn } from './people.ts'

export function signInSuite(backend: () => Backend) {
  describe('signing in', () => {
    test('the mail holds a link to the confirm page and a code, and either one works once', async () => {
      const email = newAddress()
      const mail = await askForMail(backend(), email)
      const link = linkIn(mail)
      expect(link.origin).toBe('http://127.0.0.1:3000')
      expect(link.searchParams.get('type')).toBe('email')
      expect(mail.html).toContain(codeIn(mail))

      const token_hash = link.searchParams.get('token_hash') ?? ''
      const client = clientOf(backend())
      const first = await client.auth.verifyOtp({ token_hash, type: 'email' })
      expect(first.data.user?.email).toBe(email)
      const again = await client.auth.verifyOtp({ token_hash, type: 'email' })
      expect(again.error?.code).toBe('otp_expired')
      const byCode = await client.auth.verifyOtp({ email, token: codeIn(mail), type: 'email' })
      expect(byCode.error?.code).toBe('otp_expired')
    })

    test('a second ask within a minute leaves the mailed code good, however many ask; one that was used makes room', async () => {
      const email = newAddress()
      const mail = await askForMail(backend(), email)
      const strangers = await Promise.all(
        Array.from({ length: 36 }, () => clientOf(backend()).auth.signInWithOtp({ email })),
      )
      expect(new Set(strangers.map(({ error }) => error?.code))).toEqual(
        new Set(['over_email_send_rate_limit']),
      )
      expect(await mailsTo(backend(), email)).toHaveLength(1)
      const token_hash = linkIn(mail).searchParams.get('token_hash') ?? ''
      expect((await clientOf(backend()).auth.verifyOtp({ token_hash, type: 'email' })).error).toBeNull()
      expect(codeIn(await askForMail(backend(), email))).not.toBe(codeIn(mail))
    })

    test('a returning person gets the other mail, and the same account', async () => {
      const { email, userId } = await signIn(backend())
      const again = await signIn(backend(), email.toUpperCase())
      expect(again.userId).toBe(userId)
      const [returning, newcomer] = await mailsTo(backend(), email)
      expect(newcomer?.html).toContain('Welcome')
      expect(returning?.html).not.toContain('Welcome')
    })

    test('the link leads on to our own pages and to nowhere else', async () => {
      const to = async (target: string) =>
        linkIn(await askForMail(backend(), newAddress(), target)).searchParams.get('next')
      expect(await to('http://127.0.0.1:3000/library?page=2&x=ü')).toBe(
        'http://127.0.0.1:3000/library?page=2&x=%C3%BC',
      )
      expect(await to('http://localhost:3000/studio')).toBe('http://localhost:3000/studio')
      for (const elsewhere of [
        'https://evil.example/',
        '//evil.example',
        'http://127.0.0.1:3000@evil.example/',
      ]) {
        expect(await to(elsewhere)).toBe('http://127.0.0.1:3000')
      }
    })

    test('a link token cannot be worked out from the address and the code', async () => {
      const email = newAddress()
      const mail = await askForMail(backend(), email)
      const guess = createHash('sha256')
        .update(email + codeIn(mail))
        .digest('hex')
      const sealed = linkIn(mail).searchParams.get('token_hash') ?? ''
      expect(sealed.startsWith(guess)).toBe(true)
      const client = clientOf(backend())
      expect((await client.auth.verifyOtp({ token_hash: guess, type: 'email' })).error).not.toBeNull()
      const forged = `${guess}${'0'.repeat(32)}`
      expect((await client.auth.verifyOtp({ token_hash: forged, type: 'email' })).error).not.toBeNull()
      expect((await client.auth.verifyOtp({ token_hash: sealed, type: 'email' })).error).toBeNull()
    })

    test('wrong codes sent side by side make this one void; its link and the next code are not', async () => {
      const email = newAddress()
      const mail = await askForMail(backend(), email)
      const right = codeIn(mail)
      const client = clientOf(backend())
      const wrong = right === '000000' ? '000001' : '000000'
      const tries = Array.from({ length: 36 }, () =>
        client.auth.verifyOtp({ email, token: wrong, type: 'email' }),
      )
      for (const { error } of await Promise.all(tries)) expect(error?.code).toBe('otp_expired')
      const late = await client.auth.verifyOtp({ email, token: right, type: 'email' })
      expect(late.error?.code).toBe('otp_expired')

      const token_hash = linkIn(mail).searchParams.get('token_hash') ?? ''
      expect((await client.auth.verifyOtp({ token_hash, type: 'email' })).error).toBeNull()
      await signIn(backend(), email)
    })

    test('fewer wrong codes leave the right one good', async () => {
      const email = newAddress()
      const right = codeIn(await askForMail(backend(), email))
      const client = clientOf(backend())
      const wrong = right === '000000' ? '000001' : '000000'
      for (let i = 0; i < 29; i++) await client.auth.verifyOtp({ email, token: wrong, type: 'email' })
      expect((await client.auth.verifyOtp({ email, token: right, type: 'email' })).error).toBeNull()
    })

    test('passwords and other providers are shut', async () => {
      const client = clientOf(backend())
      const email = newAddress()
      const password = 'correct horse battery staple'
      expect((await client.auth.signUp({ email, password })).error?.status).toBe(404)
      expect((await client.auth.signInWithPassword({ email, password })).error?.status).toBe(404)
      expect((await client.auth.signInAnonymously()).error).not.toBeNull()
    })
  })

  describe('sessions', () => {
    test('refreshing rotates the token, and a token from two turns ago ends the session', async () => {
      const { session } = await signIn(backend())
      const client = clientOf(backend())
      const first = await client.auth.refreshSession({ refresh_token: session.refresh_token })
      const second = await client.auth.refreshSession({
        refresh_token: first.data.session?.refresh_token ?? '',
      })
      expect(second.error).toBeNull()
      const tokens = [session, first.data.session, second.data.session].map((one) => one?.refresh_token)
      expect(new Set(tokens).size).toBe(3)

      const stolen = await clientOf(backend()).auth.refreshSession({ refresh_token: session.refresh_token })
      expect(stolen.error).not.toBeNull()
      const latest = second.data.session?.refresh_token ?? ''
      const after = await clientOf(backend()).auth.refreshSession({ refresh_token: latest })
      expect(after.error).not.toBeNull()
    })

    test('signing out everywhere ends the other sessions too', async () => {
      const here = await signIn(backend())
      const there = await signIn(backend(), here.email)
      expect((await there.client.auth.getUser()).data.user?.id).toBe(here.userId)
      expect((await here.client.auth.signOut({ scope: 'global' })).error).toBeNull()
      expect((await clientOf(backend()).auth.getUser(there.session.access_token)).error).not.toBeNull()
      const refreshed = await clientOf(backend()).auth.refreshSession({
        refresh_token: there.session.refresh_token,
      })
      expect(refreshed.error).not.toBeNull()
    })

    test('signing out here leaves the other sessions alone', async () => {
      const here = await signIn(backend())
      const there = await signIn(backend(), here.email)
      await here.client.auth.signOut({ scope: 'local' })
      expect((await there.client.auth.getUser()).error).toBeNull()
      expect((await clientOf(backend()).auth.getUser(here.session.access_token)).error).not.toBeNull()
    })

    test('@supabase/ssr keeps the session in cookies and finds it again', async () => {
      const jar = new Map<string, string>()
      const server = () =>
        createServerClient(backend().supabaseUrl, backend().publishableKey, {
          cookies: {
            getAll: () => [...jar].map(([name, value]) => ({ name, value })),
            setAll: (cookies) => {
              for (const { name, value } of cookies) jar.set(name, value)
            },
          },
        })
      const mail = await askForMail(backend(), newAddress())
      const token_hash = linkIn(mail).searchParams.get('token_hash') ?? ''
      const verified = await server().auth.verifyOtp({ token_hash, type: 'email' })
      expect(verified.error).toBeNull()
      const found = await server().auth.getUser()
      expect(found.data.user?.id).toBe(verified.data.user?.id)
      const claims = await server().auth.getClaims()
      expect(claims.data?.claims.sub).toBe(verified.data.user?.id)
    })
  })

  describe('the admin API', () => {
    test('makes, finds, lists, changes and deletes users, with the secret key alone', async () => {
      const admin = clientOf(backend(), backend().secretKey).auth.admin
      const email = newAddress()
      const made = await admin.createUser({ email, email_confirm: true, user_metadata: { a: 1 } })
      const id = made.data.user?.id ?? ''
      expect(made.data.user?.email).toBe(email)
      expect((await admin.createUser({ email })).error?.code).toBe('email_exists')
      const changed = await admin.updateUserById(id, { user_metadata: { b: 2 } })
      expect(changed.data.user?.user_metadata).toEqual({ a: 1, b: 2 })
      const { data } = await admin.listUsers({ page: 1, perPage: 5 })
      expect(data.users.some((user) => user.id === id)).toBe(true)
      expect((await clientOf(backend()).auth.admin.getUserById(id)).error?.code).toBe('not_admin')
      expect((await admin.deleteUser(id)).error).toBeNull()
      expect((await admin.getUserById(id)).error?.code).toBe('user_not_found')
    })

    test('a generated link signs in', async () => {
      const email = newAddress()
      const admin = clientOf(backend(), backend().secretKey).auth.admin
      const { data, error } = await admin.generateLink({ type: 'magiclink', email })
      expect(error).toBeNull()
      const token_hash = data.properties?.hashed_token ?? ''
      const verified = await clientOf(backend()).auth.verifyOtp({ token_hash, type: 'email' })
      expect(verified.data.user?.email).toBe(email)
    })

    test('deleting a user ends what they are signed in to', async () => {
      const { client, session, userId } = await signIn(backend())
      await clientOf(backend(), backend().secretKey).auth.admin.deleteUser(userId)
      expect((await client.auth.getUser(session.access_token)).error).not.toBeNull()
      const refreshed = await client.auth.refreshSession({ refresh_token: session.refresh_token })
      expect(refreshed.error).not.toBeNull()
    })
  })
}
