import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { clientOf, signIn } from './people.ts'

export function tokensSuite(backend: () => Backend, dataDir: () => string) {
  const jwks = async () => {
    const answer = await fetch(`${backend().supabaseUrl}/auth/v1/.well-known/jwks.json`)
    return (await answer.json()) as { keys: Record<string, string>[] }
  }
  /** What auth, REST and storage say to a token: the status of each. */
  async function statuses(token: string) {
    const headers = {
      apikey: backend().publishableKey,
      authorization: `Bearer ${token}`,
      'accept-profile': 'public',
    }
    const ask = (path: string) => fetch(backend().supabaseUrl + path, { headers })
    const stored = await ask('/storage/v1/bucket')
    const { statusCode } = (await stored.json()) as { statusCode?: string }
    return [
      (await ask('/auth/v1/user')).status,
      (await ask('/rest/v1/users?select=id')).status,
      stored.ok ? 200 : Number(statusCode),
    ]
  }
  const everywhere = [200, 200, 200]
  const nowhere = [403, 401, 403]

  describe('access tokens', () => {
    test('are signed with ES256 by the key that the JWKS names, and verified without asking', async () => {
      const { client, session, userId } = await signIn(backend())
      const { keys } = await jwks()
      expect(keys).toHaveLength(1)
      expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })
      expect(keys[0]).not.toHaveProperty('d')
      const claims = await client.auth.getClaims()
      expect(claims.data?.header).toMatchObject({ alg: 'ES256', kid: keys[0]?.kid })
      expect(claims.data?.claims).toMatchObject({ sub: userId, role: 'authenticated' })
      expect(claims.data?.claims.session_id).toMatch(/^[0-9a-f-]{36}$/)
      expect(await statuses(session.access_token)).toEqual(everywhere)
      const refreshed = await client.auth.refreshSession()
      expect(await statuses(refreshed.data.session?.access_token ?? '')).toEqual(everywhere)
    })

    test('that are forged are refused by auth, REST and storage', async () => {
      const { session } = await signIn(backend())
      const { keys } = await jwks()
      for (const [name, token] of forgeries(session.access_token, keys[0] ?? {}, await lite(dataDir()))) {
        expect(await statuses(token), name).toEqual(nowhere)
        // It answers an error, and throws for an algorithm that it does not know.
        const claims = clientOf(backend()).auth.getClaims(token)
        expect(
          await claims.then(
            ({ data }) => data,
            () => null,
          ),
          name,
        ).toBeNull()
      }
    })

    test('that have expired are refused', async () => {
      const { session } = await signIn(backend())
      const token = await resigned(session.access_token, dataDir(), {
        exp: Math.floor(Date.now() / 1000) - 1,
      })
      expect(await statuses(token)).toEqual(nowhere)
    })

    test('end with their session, at once and everywhere; the others stay', async () => {
      const here = await signIn(backend())
      const there = await signIn(backend(), here.email)
      await here.client.auth.signOut({ scope: 'local' })
      expect(await statuses(here.session.access_token)).toEqual(nowhere)
      expect(await statuses(there.session.access_token)).toEqual(everywhere)
      await clientOf(backend(), backend().secretKey).auth.admin.deleteUser(there.userId)
      expect(await statuses(there.session.access_token)).toEqual(nowhere)
    })

    test('are not good for another person’s session', async () => {
      const [ada, bob] = [await signIn(backend()), await signIn(backend())]
      const token = await resigned(ada.session.access_token, dataDir(), { sub: bob.userId })
      expect((await statuses(token)).slice(1)).toEqual(nowhere.slice(1))
    })
  })
}

async function secretsOf(dataDir: string) {
  return JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'))
}

/** The secret that lite signs with, which no caller ever sees. */
const lite = async (dataDir: string): Promise<string> => (await secretsOf(dataDir)).jwtSecret

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
type Key = Parameters<typeof sign>[2]
const es256 = (body: string, key: object) =>
  sign('sha256', Buffer.from(body), { ...key, dsaEncoding: 'ieee-p1363' } as Key).toString('base64url')

/** The token with other claims, signed with the backend's own key. */
async function resigned(token: string, dataDir: string, changed: object): Promise<string> {
  const [head = '', body] = token.split('.')
  const text = `${head}.${encode({ ...decode(body), ...changed })}`
  const { signingKey } = await secretsOf(dataDir)
  return `${text}.${es256(text, { key: signingKey, format: 'jwk' })}`
}

/** The same token in every way that a stranger could make one. */
function forgeries(token: string, jwk: Record<string, string>, liteSecret: string): [string, string][] {
  const [head = '', body = '', signature = ''] = token.split('.')
  const header = decode(head)
  const service = encode({ ...decode(body), role: 'service_role' })
  const hs256 = (alg: object, secret: string | Buffer) => {
    const text = `${encode({ ...header, ...alg })}.${body}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const byOther = (alg: object) => {
    const text = `${encode({ ...header, ...alg })}.${body}`
    return `${text}.${es256(text, { key: other })}`
  }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  return [
    ['none', `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`],
    ['none with a signature', `${encode({ ...header, alg: 'none' })}.${body}.${signature}`],
    ['another role', `${head}.${service}.${signature}`],
    ['no signature', `${head}.${body}.`],
    ['a signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`],
    ['another key under our id', byOther({})],
    ['another key under its own id', byOther({ kid: '00000000-0000-4000-8000-000000000000' })],
    ['no id', byOther({ kid: undefined })],
    ['HS256 with the public key', hs256({ alg: 'HS256' }, publicKey.export({ format: 'pem', type: 'spki' }))],
    ['HS256 with the JWK', hs256({ alg: 'HS256' }, JSON.stringify(jwk))],
    ['HS256 with a guessed secret', hs256({ alg: 'HS256', kid: undefined }, 'secret')],
    ['HS256 as lite signs it', hs256({ alg: 'HS256', kid: undefined }, liteSecret)],
    ['HS256 said to be ES256', hs256({}, liteSecret)],
  ]
}
