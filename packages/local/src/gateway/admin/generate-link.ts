import { createHash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../database/connect.ts'
import { sealToken } from '../link-token.ts'
import { AdminError } from './error.ts'
import { createUser, findUser } from './users.ts'

const schema = z.object({
  type: z.enum(['magiclink', 'recovery', 'signup']),
  email: z.email().transform((email) => email.toLowerCase()),
  redirect_to: z.string().optional(),
})

/** What a link is made with. */
type LinkContext = { readonly db: Db; readonly linkSecret: string; readonly siteUrl: string }

/** Makes the link and code of a sign-in without mailing them, making the user where there is none. */
export async function generateLink(context: LinkContext, body: unknown): Promise<Record<string, unknown>> {
  const { db, linkSecret, siteUrl } = context
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new AdminError(422, 'validation_failed', z.prettifyError(parsed.error))
  const { email, type } = parsed.data
  const { rows } = await sql<{ id: string }>`select id from auth.users where email = ${email}`.execute(db)
  const id = rows[0]?.id ?? String((await createUser(db, { email, email_confirm: true })).id)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  // The same hash that lite makes of address and code, so that its own verification finds it.
  const tokenHash = createHash('sha256')
    .update(email + code)
    .digest('hex')
  await sql`
    update auth.users set recovery_token = ${tokenHash}, recovery_sent_at = now() where id = ${id}`.execute(
    db,
  )
  const redirectTo = parsed.data.redirect_to ?? siteUrl
  const hashedToken = sealToken(tokenHash, linkSecret)
  const query = new URLSearchParams({ token_hash: hashedToken, type: 'email', next: redirectTo })
  return {
    ...(await findUser(db, id)),
    action_link: `${siteUrl}/auth/confirm?${query}`,
    email_otp: code,
    hashed_token: hashedToken,
    redirect_to: redirectTo,
    verification_type: type,
  }
}
