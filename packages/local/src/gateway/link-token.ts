import { createHmac } from 'node:crypto'
import { isSame } from './jwt.ts'

const hashLength = 64

/**
 * The token of a mailed link. lite's own is the SHA-256 of address and six digits, so who knows the address could
 * guess it in a million tries; ours carries a MAC beside it that only this backend can make.
 */
export function sealToken(tokenHash: string, secret: string): string {
  return tokenHash + seal(tokenHash, secret)
}

/** lite's token out of a mailed one; null when we did not make it. */
export function openToken(sealed: string, secret: string): string | null {
  const tokenHash = sealed.slice(0, hashLength)
  return isSame(sealed.slice(hashLength), seal(tokenHash, secret)) ? tokenHash : null
}

function seal(tokenHash: string, secret: string): string {
  return createHmac('sha256', secret).update(`link:${tokenHash}`).digest('hex').slice(0, 32)
}
