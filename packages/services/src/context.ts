import { createDatabase, type Database } from '@plotline/db'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { createProofCheck } from './credits/proof.ts'
import { createJobEvents, type JobEvents } from './jobs/events.ts'
import { type Log, silentLog } from './log.ts'
import { createPayments, type Payments, type PaymentsValues } from './payments.ts'
import { type JobQueue, openJobQueue } from './queue/job-queue.ts'
import { createObjectStore, type ObjectStore } from './storage/object-store.ts'

/** What every verb works with: one per process, made at start, closed at the end. */
export type ServiceContext = {
  readonly db: Database
  readonly databaseUrl: string
  readonly storage: ObjectStore
  readonly queue: JobQueue
  readonly payments: Payments | null
  readonly siteUrl: string
  readonly log: Log
  /** Supabase with the secret key: the auth admin API. */
  readonly admin: SupabaseClient['auth']['admin']
  /** Whether a sign-in proves the address it was made with. */
  readonly provesAddresses: () => Promise<boolean>
  /** Resolves when the auth service answers that it is well. */
  readonly checkAuth: () => Promise<void>
  /** Who waits for news of which job; one LISTEN connection for the whole process. */
  readonly events: JobEvents
}

/** The person a verb acts for, as the session says; every query of theirs runs under their own policies. */
export type Actor = { readonly userId: string }

export type ServiceValues = {
  readonly databaseUrl: string
  readonly supabaseUrl: string
  /** The origin of the signed links that browsers are given; `supabaseUrl` where unset. */
  readonly publicStorageUrl?: string
  readonly secretKey: string
  readonly siteUrl: string
  readonly payments?: PaymentsValues
  readonly log?: Log
  readonly queueRole: 'web' | 'worker'
  /** Connections to Postgres beside the queue's and the listener's. */
  readonly maxConnections?: number
  /** How long a query may take; the database's own limit where unset. */
  readonly queryMs?: number
}

/** Opens what the verbs need. The queue must have been installed (`installQueue`). */
export async function createServiceContext(values: ServiceValues): Promise<ServiceContext> {
  const { databaseUrl, supabaseUrl, secretKey, siteUrl, payments, log = silentLog, queueRole } = values
  const client = createClient(supabaseUrl, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: fetchWithLimit },
  })
  const db = createDatabase({
    url: databaseUrl,
    max: values.maxConnections ?? 10,
    queryMs: values.queryMs,
    applicationName: `plotline-${queueRole}`,
  })
  try {
    return {
      db,
      databaseUrl,
      storage: createObjectStore(client, {
        supabaseUrl,
        secretKey,
        publicUrl: values.publicStorageUrl ?? supabaseUrl,
      }),
      queue: await openJobQueue({ databaseUrl, role: queueRole, log }),
      payments: payments ? createPayments(payments) : null,
      siteUrl,
      log,
      admin: client.auth.admin,
      provesAddresses: createProofCheck({ supabaseUrl, secretKey, log }),
      checkAuth: () => checkAuth(supabaseUrl, secretKey),
      events: createJobEvents({ databaseUrl, log }),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Closes every connection of the context. A job that is running elsewhere is not touched. */
export async function closeServiceContext(ctx: ServiceContext): Promise<void> {
  await ctx.events.close()
  await ctx.queue.close()
  await ctx.db.destroy()
}

async function checkAuth(supabaseUrl: string, secretKey: string): Promise<void> {
  const response = await fetchWithLimit(`${supabaseUrl}/auth/v1/health`, { headers: { apikey: secretKey } })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`Expected the auth service to be well, got HTTP ${response.status}.`)
}

/** No call to storage or auth may hang for ever. */
const fetchWithLimit: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(60_000) })
