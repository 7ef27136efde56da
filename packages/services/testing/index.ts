import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@plotline/db/testing'
import { type RecipeInput, recipeSchema } from '@plotline/vectorizer'
import { sql } from 'kysely'
import { afterAll, inject } from 'vitest'
import { type Actor, closeServiceContext, createServiceContext, type ServiceContext } from '../src/context.ts'
import { claimGrant } from '../src/credits/claim-grant.ts'
import { createJob } from '../src/jobs/create.ts'
import type { Log } from '../src/log.ts'
import { createUpload } from '../src/uploads/create.ts'
import { picture } from './picture.ts'

export { drawJob, finishJob } from './draw.ts'
export { crashPostgres, withOutage } from './outage.ts'
export { picture } from './picture.ts'
export { rowsWith } from './rows-with.ts'
export { elsewhere } from './sessions.ts'
export { payCheckout, pressSandbox, signatureOf } from './stripe.ts'
export { pastTheTriggers } from './superuser.ts'
export { until } from './until.ts'
export { serveExports, writeExport } from './write.ts'

export type LogLine = { level: string; event: string; fields: Record<string, unknown> }

/**
 * The services on real parts. `own` has a database of its own with its own queue, so that no worker of another test
 * takes its jobs; `shared` is the backend's, where the auth service and the storage rows are.
 */
export async function createTestContext(kind: 'own' | 'shared' = 'own') {
  const backend = inject('backend')
  const database =
    kind === 'own'
      ? await createTestDatabase()
      : { url: backend.databaseUrl, superuserUrl: backend.superuserUrl, drop: async () => {} }
  const lines: LogLine[] = []
  const log: Log = (level, event, fields) => lines.push({ level, event, fields })
  const values = {
    databaseUrl: database.url,
    supabaseUrl: backend.supabaseUrl,
    secretKey: backend.secretKey,
    siteUrl: 'http://127.0.0.1:3000',
    payments: { ...backend.payments, apiBase: backend.payments.url },
    // Tests make jobs stand still by locks.
    queryMs: 600_000,
  }
  const ctx = await createServiceContext({ ...values, log, queueRole: 'web', maxConnections: 20 })
  return {
    ctx,
    database,
    /** What a worker on the same database is started with. */
    values,
    /** Everything that was logged, oldest first. */
    lines,
    close: async () => {
      await closeServiceContext(ctx)
      await database.drop()
    },
  }
}

/** `createTestContext` for a whole file, closed after its last test: await it at the top of the file. */
export async function testContext(kind?: 'own' | 'shared') {
  const test = await createTestContext(kind)
  afterAll(test.close)
  return test
}

/** A new person who has signed in, with three credits. */
export async function createUser(ctx: ServiceContext): Promise<Actor & { email: string }> {
  const user = await createAccount(ctx)
  await signedIn(ctx, user)
  const outcome = await claimGrant(ctx, user, { address: randomUUID() })
  if (outcome !== 'given') throw new Error(`Expected free credits for a new mailbox, got ${outcome}.`)
  return user
}

/** An account that a mail was asked for: through the auth admin API where it serves this database, else by its table. */
export async function createAccount(
  ctx: ServiceContext,
  email = `${randomUUID()}@example.com`,
): Promise<Actor & { email: string }> {
  if (ctx.databaseUrl === inject('backend').databaseUrl) {
    const { data, error } = await ctx.admin.createUser({ email, email_confirm: true })
    if (error) throw error
    return { userId: data.user.id, email }
  }
  const userId = randomUUID()
  await sql`insert into auth.users (id, aud, role, email, email_confirmed_at)
    values (${userId}, 'authenticated', 'authenticated', ${email}, now())`.execute(ctx.db)
  return { userId, email }
}

/** What the auth server writes when the mailed link or code was used. */
export async function signedIn(ctx: ServiceContext, { userId }: Actor): Promise<void> {
  await sql`update auth.users set last_sign_in_at = now() where id = ${userId}`.execute(ctx.db)
}

/** Uploads bytes as a browser does: ask, then PUT to the signed URL. Answers the asset's id. */
export async function upload(
  ctx: ServiceContext,
  actor: Actor,
  bytes: Uint8Array = picture(),
  { filename = 'still life.png', claimed = bytes }: { filename?: string; claimed?: Uint8Array } = {},
): Promise<string> {
  const head = Buffer.from(claimed.subarray(0, 4096)).toString('base64')
  const { assetId, upload } = await createUpload(ctx, actor, { filename, bytes: claimed.length, head })
  const { method, url, headers } = upload
  const response = await fetch(url, { method, headers, body: Buffer.from(bytes) })
  if (!response.ok) throw new Error(`The upload answered ${response.status}: ${await response.text()}`)
  return assetId
}

/** A job that waits in the queue, a new person's unless told whose. */
export async function order(
  ctx: ServiceContext,
  settings: RecipeInput = {},
  { bytes, by }: { bytes?: Uint8Array; by?: Awaited<ReturnType<typeof createUser>> } = {},
) {
  const user = by ?? (await createUser(ctx))
  const assetId = await upload(ctx, user, bytes)
  return { user, job: await createJob(ctx, user, { assetId, recipe: recipe(settings) }) }
}

/** A whole recipe from a few settings, small enough to be drawn in a moment. */
export function recipe(settings: RecipeInput = {}) {
  return recipeSchema.parse({ workingPx: 256, ...settings })
}

/** What the ledger says a person has, and what it says they should have. They must always agree. */
export async function ledgerOf(ctx: ServiceContext, { userId }: Actor) {
  const account = await ctx.db
    .selectFrom('credits')
    .select(['balance', 'debt'])
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  const events = await ctx.db
    .selectFrom('credit_events')
    .select(['kind', 'amount', 'ref'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
  return {
    balance: account.balance,
    sum: events.reduce((sum, { amount }) => sum + amount, 0) + account.debt,
    kinds: events.map(({ kind }) => kind),
  }
}
