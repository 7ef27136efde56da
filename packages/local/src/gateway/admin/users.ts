import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import type { Db } from '../../database/connect.ts'
import { AdminError } from './error.ts'

const metadata = z.record(z.string(), z.json())
const createSchema = z.object({
  id: z.uuid().optional(),
  email: z.email().transform((email) => email.toLowerCase()),
  email_confirm: z.boolean().optional(),
  app_metadata: metadata.optional(),
  user_metadata: metadata.optional(),
})
const updateSchema = z.object({
  email: z
    .email()
    .transform((email) => email.toLowerCase())
    .optional(),
  email_confirm: z.boolean().optional(),
  app_metadata: metadata.optional(),
  user_metadata: metadata.optional(),
})

type User = Record<string, unknown>

const columns = sql`id, aud, role, email, email_confirmed_at, last_sign_in_at, raw_app_meta_data as app_metadata,
  raw_user_meta_data as user_metadata, banned_until, created_at, updated_at`

/** Makes a user without sending anything; the product's sign-up trigger runs as for anybody. */
export async function createUser(db: Db, body: unknown): Promise<User> {
  const input = check(createSchema, body)
  const id = input.id ?? randomUUID()
  const { email } = input
  const appMetadata = { provider: 'email', providers: ['email'], ...input.app_metadata }
  const userMetadata = { ...input.user_metadata }
  try {
    await db.transaction().execute(async (tx) => {
      await sql`
        insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
        values (${id}, ${email}, '', ${input.email_confirm ? new Date().toISOString() : null},
          ${JSON.stringify(appMetadata)}, ${JSON.stringify(userMetadata)})`.execute(tx)
      await sql`
        insert into auth.identities (id, provider, provider_id, user_id, identity_data)
        values (${randomUUID()}, 'email', ${id}, ${id},
          ${JSON.stringify({ sub: id, email, email_verified: Boolean(input.email_confirm) })})`.execute(tx)
    })
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '23505') throw error
    throw new AdminError(422, 'email_exists', 'A user with this email address has already been registered')
  }
  return findUser(db, id)
}

export async function findUser(db: Db, id: string): Promise<User> {
  const { rows } = await sql<User>`select ${columns} from auth.users where id = ${id}`.execute(db)
  const [user] = rows
  if (!user) throw new AdminError(404, 'user_not_found', 'User not found')
  return user
}

/** One page of users, newest first: `page` from 1, `per_page` up to 1000. */
export async function listUsers(db: Db, query: URLSearchParams): Promise<{ aud: string; users: User[] }> {
  const page = Math.max(1, Number(query.get('page')) || 1)
  const size = Math.min(1000, Math.max(1, Number(query.get('per_page')) || 50))
  const { rows } = await sql<User>`
    select ${columns} from auth.users
    order by created_at desc, id limit ${size} offset ${(page - 1) * size}`.execute(db)
  return { aud: 'authenticated', users: rows }
}

/** Changes what is given; metadata is merged key by key. */
export async function updateUser(db: Db, id: string, body: unknown): Promise<User> {
  const input = check(updateSchema, body)
  await findUser(db, id)
  await sql`
      update auth.users set
        email = coalesce(${input.email ?? null}, email),
        email_confirmed_at = case when ${input.email_confirm ?? false} then coalesce(email_confirmed_at, now())
          else email_confirmed_at end,
        raw_app_meta_data = coalesce(raw_app_meta_data, '{}') || ${JSON.stringify(input.app_metadata ?? {})}::jsonb,
        raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || ${JSON.stringify(input.user_metadata ?? {})}::jsonb,
        updated_at = now()
      where id = ${id}`.execute(db)
  return findUser(db, id)
}

/** Deletes the user and, by foreign key, all that hangs on them. */
export async function deleteUser(db: Db, id: string): Promise<Record<string, never>> {
  await findUser(db, id)
  await db.transaction().execute(async (tx) => {
    // lite's refresh tokens hang on the session, but those without one would stay.
    await sql`delete from auth.refresh_tokens where user_id = ${id}`.execute(tx)
    await sql`delete from auth.users where id = ${id}`.execute(tx)
  })
  return {}
}

function check<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new AdminError(422, 'validation_failed', z.prettifyError(parsed.error))
  return parsed.data
}
