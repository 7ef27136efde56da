import type { Visitor } from './visitor.ts'

/** The session that a visitor's cookies hold, as @supabase/ssr writes it: in parts, in base64. */
export function sessionOf(visitor: Visitor): { access_token: string; refresh_token: string } {
  const names = [...visitor.jar.keys()].filter((name) => name.startsWith('plotline-session')).toSorted()
  const text = names.map((name) => visitor.jar.get(name)).join('')
  return JSON.parse(Buffer.from(text.replace(/^base64-/, ''), 'base64url').toString('utf8'))
}

/** The visitor's cookies with another access token in them. */
export function withToken(visitor: Visitor, token: string): string {
  const session = { ...sessionOf(visitor), access_token: token }
  return `plotline-session=base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`
}
