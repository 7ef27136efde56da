import { DomainError } from '@plotline/services'
import { createServerClient, parseCookieHeader, serializeCookieHeader } from '@supabase/ssr'
import { isAuthRetryableFetchError, type SupabaseClient } from '@supabase/supabase-js'
import { env } from '../env.ts'
import { fetchRefreshingOnce } from './refresh-once.ts'

/** A visitor's session: read from the request's cookies, written back to the response when it changes. */
export type Session = {
  readonly auth: SupabaseClient['auth']
  /**
   * What the cookies say of who is signed in, verified, and refreshed where that was due; null for nobody. The session
   * may have ended since: `signedIn` asks. Throws `unavailable` when it cannot be told.
   */
  claims: () => Promise<Claims | null>
  /** Drops the session's cookies, whatever the auth server says. */
  clear: () => void
  /** The request's cookies as they are after what was written here. */
  cookieHeader: () => string
  /** Adds what was written to a response's headers. */
  writeTo: (headers: Headers) => void
}

export type Claims = { userId: string; sessionId: string }

/** A session that is not used for so long is over. Each use that refreshes it, hourly, begins anew. */
const cookieSeconds = 30 * 24 * 3600

type Written = { name: string; value: string; options: Parameters<typeof serializeCookieHeader>[2] }

/** Opens the session of a request. Costs nothing until it is asked. */
export function openSession(cookieHeader: string | null): Session {
  const { supabaseUrl, publishableKey, siteUrl } = env()
  const jar = new Map(parseCookieHeader(cookieHeader ?? '').map(({ name, value = '' }) => [name, value]))
  const written = new Map<string, Written>()
  const cookie = sessionCookie(siteUrl)
  const client = createServerClient(supabaseUrl, publishableKey, {
    cookieOptions: cookie,
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changes) => {
        for (const change of changes) {
          // The library would keep them for 400 days, whatever it is told.
          const maxAge = Math.min(change.options.maxAge ?? cookieSeconds, cookieSeconds)
          written.set(change.name, { ...change, options: { ...change.options, maxAge } })
          if (change.value === '') jar.delete(change.name)
          else jar.set(change.name, change.value)
        }
      },
    },
    global: { fetch: fetchRefreshingOnce },
  })
  return {
    auth: client.auth,
    claims: async () => {
      if (![...jar.keys()].some((name) => name.startsWith(cookie.name))) return null
      // Beside answering errors it throws one of its own for an algorithm that it does not know.
      const { data, error } = await client.auth.getClaims().catch(() => ({ data: null, error: null }))
      if (isAuthRetryableFetchError(error)) throw new DomainError('unavailable')
      const { sub, session_id } = data?.claims ?? {}
      return typeof sub === 'string' && typeof session_id === 'string'
        ? { userId: sub, sessionId: session_id }
        : null
    },
    clear: () => {
      for (const name of [...jar.keys()].filter((key) => key.startsWith(cookie.name))) {
        written.set(name, { name, value: '', options: { ...cookie, maxAge: 0 } })
        jar.delete(name)
      }
    },
    cookieHeader: () => [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
    writeTo: (headers) => {
      for (const { name, value, options } of written.values()) {
        headers.append('set-cookie', serializeCookieHeader(name, value, options))
      }
    },
  }
}

/** Out of reach of scripts, and on https bound to this very host (`__Host-`). */
function sessionCookie(siteUrl: string) {
  const secure = siteUrl.startsWith('https:')
  return {
    name: secure ? '__Host-plotline-session' : 'plotline-session',
    path: '/',
    httpOnly: true,
    secure,
    sameSite: 'lax',
  } as const
}
