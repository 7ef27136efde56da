import type { IncomingMessage } from 'node:http'
import { signClaims, verifyToken } from './jwt.ts'
import type { SigningKey } from './signing-key.ts'

/** What no part behind the gateway takes for a token, so that each refuses it in its own words. */
const refused = 'Bearer refused'

export interface Tokens {
  /** Puts lite's token in place of the caller's, before auth, REST or storage see the request. */
  admit(req: IncomingMessage): Promise<void>
  /** Puts ours in place of lite's in an answer that signs somebody in. */
  reissue(response: Response): Promise<Response>
}

/**
 * Callers hold tokens signed with ES256, as on a hosted project with signing keys; lite knows HS256 alone, with a
 * secret that never leaves this process. A token whose session has ended is refused at once, whatever it says itself.
 */
export function createTokens(options: {
  key: SigningKey
  jwtSecret: string
  /** They stand where a token stands when nobody is signed in. */
  apiKeys: ReadonlySet<string>
  isLive: (session: { id: string; userId: string }) => Promise<boolean>
}): Tokens {
  const { key, jwtSecret, apiKeys, isLive } = options
  return {
    async admit(req) {
      const { authorization } = req.headers
      if (authorization === undefined) return
      const token = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? ''
      if (apiKeys.has(token)) return
      req.headers.authorization = refused
      const claims = key.verify(token)
      if (!claims || typeof claims.session_id !== 'string' || typeof claims.sub !== 'string') return
      if (!(await isLive({ id: claims.session_id, userId: claims.sub }))) return
      // With its own end: an expired one is refused as expired.
      req.headers.authorization = `Bearer ${signClaims(claims, jwtSecret)}`
    },
    async reissue(response) {
      if (!response.ok) return response
      const body: unknown = await response.json()
      if (typeof body !== 'object' || body === null || !('access_token' in body)) {
        throw new Error('Expected an access token in an answer that signs somebody in.')
      }
      const claims = verifyToken(String(body.access_token), jwtSecret)
      if (!claims) throw new Error('Expected an access token that this backend signed.')
      const headers = new Headers(response.headers)
      headers.delete('content-length')
      return Response.json({ ...body, access_token: key.sign(claims) }, { status: response.status, headers })
    },
  }
}
