import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from './server/env.ts'
import { log } from './server/log.ts'
import { contentSecurityPolicy } from './server/security-headers.ts'
import { openSession } from './server/session/session.ts'

/**
 * Runs before every page: refreshes a session that is due (a page itself can write no cookies) and gives the page
 * a nonce of its own, which Next puts on every script. The API does both for itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { siteUrl, publicStorageUrl, development } = env()
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy({ nonce, storageUrl: publicStorageUrl, siteUrl, development })
  const session = openSession(request.headers.get('cookie'))
  await session.claims().catch((error) => log('warn', 'proxy.session_unread', { message: String(error) }))

  const headers = new Headers(request.headers)
  headers.set('cookie', session.cookieHeader())
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  session.writeTo(response.headers)
  return response
}

export const config = {
  matcher: ['/((?!api/|storage/|auth/callback|_next/static/|_next/image).*)'],
}
