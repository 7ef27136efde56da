import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { type Claims, decodePart, encodePart } from './jwt.ts'

const coordinate = z.string().length(43)

/** A private key on P-256 as a JSON Web Key (RFC 7517): what `secrets.json` keeps. */
export const signingJwkSchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.uuid(),
  x: coordinate,
  y: coordinate,
  d: coordinate,
})
export type SigningJwk = z.infer<typeof signingJwkSchema>

export interface SigningKey {
  /** The public half, as `/.well-known/jwks.json` serves it. */
  readonly jwks: { keys: Record<string, unknown>[] }
  /** These claims as a compact JWT, signed with ES256. */
  sign(claims: Claims): string
  /** The claims of a token that this key signed, expired or not; null for every other token. */
  verify(token: string): Claims | null
}

/** A new key with an id of its own. */
export function makeSigningJwk(): SigningJwk {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return signingJwkSchema.parse({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID() })
}

/** Opens the key that signs access tokens as a hosted project with signing keys does (RFC 7518, ES256). */
export function openSigningKey(jwk: SigningJwk): SigningKey {
  const privateKey = createPrivateKey({ key: { ...jwk }, format: 'jwk' })
  const publicKey = createPublicKey(privateKey)
  const { kty, crv, kid, x, y } = jwk
  const head = encodePart({ alg: 'ES256', kid, typ: 'JWT' })
  const dsaEncoding = 'ieee-p1363'
  return {
    jwks: { keys: [{ alg: 'ES256', crv, ext: true, key_ops: ['verify'], kid, kty, use: 'sig', x, y }] },
    sign(claims) {
      const body = `${head}.${encodePart(claims)}`
      const signature = sign('sha256', Buffer.from(body), { key: privateKey, dsaEncoding })
      return `${body}.${signature.toString('base64url')}`
    },
    verify(token) {
      const [head, payload, signature, ...rest] = token.split('.')
      if (!head || !payload || !signature || rest.length > 0) return null
      const header = decodePart(head)
      // The algorithm is ours to say: `none`, and HS256 with the public key as its secret, end here.
      if (header?.alg !== 'ES256' || header.kid !== kid || 'crit' in header) return null
      const bytes = Buffer.from(signature, 'base64url')
      const body = Buffer.from(`${head}.${payload}`)
      return verify('sha256', body, { key: publicKey, dsaEncoding }, bytes) ? decodePart(payload) : null
    },
  }
}
