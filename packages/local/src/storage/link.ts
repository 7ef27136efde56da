import { createHash } from 'node:crypto'
import { type Claims, signToken, verifyToken } from '../gateway/jwt.ts'
import { StorageError } from './error.ts'

/** What a signed link may do, to exactly one object. */
export type Purpose = 'download' | 'upload'

/**
 * Signs leave to read or to write one object for `ttlSeconds`. The key is derived from the storage secret, so that no
 * auth token is ever taken for a link or a link for an auth token.
 */
export function signLink(
  link: { purpose: Purpose; bucket: string; name: string; owner?: string | null; upsert?: boolean },
  secret: string,
  ttlSeconds: number,
): string {
  const { purpose, bucket, name, owner = null, upsert = false } = link
  return signToken({ purpose, url: `${bucket}/${name}`, owner, upsert }, keyOf(secret), ttlSeconds)
}

/** The claims of a link's token. Throws when it is expired, changed, for another object or for another purpose. */
export function checkLink(
  token: string | null,
  link: { purpose: Purpose; bucket: string; name: string },
  secret: string,
): Claims {
  const claims = verifyToken(token ?? '', keyOf(secret))
  if (!claims || claims.purpose !== link.purpose || claims.url !== `${link.bucket}/${link.name}`) {
    throw new StorageError(400, 'InvalidJWT', 'The link has expired or is not for this object')
  }
  return claims
}

function keyOf(secret: string): string {
  return createHash('sha256').update(`storage-link:${secret}`).digest('hex')
}
