import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { sessionOf, withToken } from '../../testing/session-token.ts'
import { createVisitor, signedInVisitor, type Visitor } from '../../testing/visitor.ts'

/** Attempts to be somebody by a token that nobody was given. Each is tried at the web, at auth, at REST and at storage. */
let victim: Visitor
let token = ''
let keys: JsonWebKey[] = []
beforeAll(async () => {
  victim = await signedInVisitor()
  token = sessionOf(victim).access_token
  const response = await fetch(`${inject('backend').supabaseUrl}/auth/v1/.well-known/jwks.json`)
  keys = ((await response.json()) as { keys: typeof keys }).keys
})

type Json = Record<string, unknown>
const encode = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json
const parts = () => {
  const [head = '', body = '', signature = ''] = token.split('.')
  return { head, body, signature, claims: decode(body), header: decode(head) }
}
const hmac = (input: string, secret: string | Buffer) =>
  createHmac('sha256', secret).update(input).digest('base64url')
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ownSigned = (header: Json, claims: Json) => {
  const input = `${encode(header)}.${encode(claims)}`
  const signature = sign('sha256', Buffer.from(input), { key: own.privateKey, dsaEncoding: 'ieee-p1363' })
  return `${input}.${signature.toString('base64url')}`
}

/** By name: a token made of the victim's real one, or of nothing. */
const forgeries: Record<string, () => string> = {
  'no signature, no algorithm': () => `${encode({ alg: 'none', typ: 'JWT' })}.${parts().body}.`,
  'no algorithm in capitals': () => `${encode({ alg: 'NONE', typ: 'JWT' })}.${parts().body}.`,
  'no algorithm, its signature': () => `${encode({ alg: 'none' })}.${parts().body}.${parts().signature}`,
  'its signature cut off': () => `${parts().head}.${parts().body}.`,
  'two parts': () => `${parts().head}.${parts().body}`,
  'four parts': () => `${token}.${parts().signature}`,
  'a signature of zeros': () => `${parts().head}.${parts().body}.${Buffer.alloc(64).toString('base64url')}`,
  'another role': () => {
    const { head, claims, signature } = parts()
    return `${head}.${encode({ ...claims, role: 'service_role' })}.${signature}`
  },
  'another expiry': () => {
    const { head, claims, signature } = parts()
    return `${head}.${encode({ ...claims, exp: 9_999_999_999 })}.${signature}`
  },
  'signed with the public key as a secret, as PEM': () => {
    const pem = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    const input = `${encode({ alg: 'HS256', typ: 'JWT', kid: keys[0]?.kid })}.${parts().body}`
    return `${input}.${hmac(input, pem)}`
  },
  'signed with the public key as a secret, as JWK': () => {
    const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${parts().body}`
    return `${input}.${hmac(input, JSON.stringify(keys[0]))}`
  },
  'signed with a secret that is often used': () => {
    const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${parts().body}`
    return `${input}.${hmac(input, 'super-secret-jwt-token-with-at-least-32-characters-long')}`
  },
  'signed with the publishable key': () => {
    const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${parts().body}`
    return `${input}.${hmac(input, inject('backend').publishableKey)}`
  },
  'signed with a key of one’s own': () => ownSigned(parts().header, parts().claims),
  'a key of one’s own in its head': () =>
    ownSigned({ ...parts().header, jwk: own.publicKey.export({ format: 'jwk' }) }, parts().claims),
  'a key of one’s own at an address': () =>
    ownSigned(
      { ...parts().header, jku: 'http://127.0.0.1:1/jwks.json', x5u: 'http://127.0.0.1:1/x' },
      parts().claims,
    ),
  'the name of another key': () => ownSigned({ ...parts().header, kid: 'none' }, parts().claims),
  'the name of a file for a key': () => {
    const input = `${encode({ alg: 'HS256', kid: '../../../../dev/null' })}.${parts().body}`
    return `${input}.${hmac(input, '')}`
  },
  'the name of a query for a key': () =>
    ownSigned({ ...parts().header, kid: "' union select ''--" }, parts().claims),
  'the publishable key': () => inject('backend').publishableKey,
  'a refresh token': () => sessionOf(victim).refresh_token,
  'a link to storage': () =>
    `${encode({ alg: 'HS256' })}.${encode({ purpose: 'download', exp: 9_999_999_999 })}.x`,
  words: () => 'Bearer',
  nothing: () => '',
  'half a character': () => '\ufffd\ufffd.\ufffd.\ufffd',
}

describe('a forged token is nobody’s', () => {
  it.each(Object.keys(forgeries))('%s', async (name) => {
    const forged = forgeries[name]?.() ?? ''
    const visitor = createVisitor()
    const page = await visitor.get('/api/user/profile', { headers: { cookie: withToken(victim, forged) } })
    expect(page.status, 'the web').toBe(401)
    if (/[^\x20-\x7e]/.test(forged)) return
    const headers = { apikey: inject('backend').publishableKey, authorization: `Bearer ${forged}` }
    for (const path of [
      '/auth/v1/user',
      '/rest/v1/users?select=email',
      '/storage/v1/object/list/originals',
    ]) {
      const init = path.includes('list') ? { method: 'POST', body: '{"prefix":""}' } : {}
      const response = await fetch(inject('backend').supabaseUrl + path, { ...init, headers })
      const text = await response.text()
      expect(text.includes('@example.com'), path).toBe(false)
      expect(response.ok && text !== '[]', `${path}: ${response.status} ${text}`).toBe(false)
    }
  })

  it('and the real one is the victim’s', async () => {
    expect((await victim.get('/api/user/profile')).status).toBe(200)
  })
})

describe('a session’s tokens', () => {
  it('are new at every sign-in, and no two alike or short', async () => {
    const sessions = await Promise.all([signedInVisitor(), signedInVisitor(), signedInVisitor()])
    const refresh = sessions.map((visitor) => sessionOf(visitor).refresh_token)
    expect(new Set([...refresh, sessionOf(victim).refresh_token]).size).toBe(4)
    // 128 bits are 22 signs of base64, 32 of hex.
    for (const one of refresh) expect(one.length).toBeGreaterThanOrEqual(22)
  })
})
