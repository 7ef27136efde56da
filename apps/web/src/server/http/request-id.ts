import { randomUUID } from 'node:crypto'

/** The caller's `X-Request-Id` where it is a plain token of 8 to 64 characters, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID()
}
