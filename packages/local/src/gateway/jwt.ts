import { createHmac, timingSafeEqual } from 'node:crypto'

export type Claims = Record<string, unknown>

/** Signs claims as a compact JWT with HMAC-SHA-256 (RFC 7519), valid for `ttlSeconds` from now. */
export function signToken(claims: Claims, secret: string, ttlSeconds: number): string {
  const iat = Math.floor(Date.now() / 1000)
  return signClaims({ ...claims, iat, exp: iat + ttlSeconds }, secret)
}

/** Signs claims as they are: they say themselves until when they hold. */
export function signClaims(claims: Claims, secret: string): string {
  const body = `${encodePart({ alg: 'HS256', typ: 'JWT' })}.${encodePart(claims)}`
  return `${body}.${mac(body, secret)}`
}

/**
 * The claims of a token that this secret signed and that has not expired; null for everything else: other
 * algorithms (`none` too), no expiry, a changed byte.
 */
export function verifyToken(token: string, secret: string): Claims | null {
  const [head, payload, signature, ...rest] = token.split('.')
  if (!head || !payload || !signature || rest.length > 0) return null
  const header = decodePart(head)
  if (header?.alg !== 'HS256') return null
  if (!isSame(signature, mac(`${head}.${payload}`, secret))) return null
  const claims = decodePart(payload)
  if (!claims || typeof claims.exp !== 'number' || claims.exp <= Date.now() / 1000) return null
  return claims
}

/** Compares two texts in a time that tells nothing about where they differ. */
export function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function mac(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

/** A part of a JWT: JSON in base64url. */
export function encodePart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** The object in a part of a JWT; null where it holds none. */
export function decodePart(text: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
