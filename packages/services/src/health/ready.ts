import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { ServiceContext } from '../context.ts'
import type { readySchema } from '../contract/health.ts'
import { isAlive } from '../workers/beat.ts'

type Ready = z.infer<typeof readySchema>
type Part = Ready['parts']['database']

/** The parts that are asked, as a sentence calls them. */
const spoken = { database: 'database', queue: 'queue', auth: 'sign-in service', storage: 'storage' } as const

const partMs = 3_000
/** What the site cannot work without; the rest only makes it degraded. */
const vital: readonly (keyof Ready['parts'])[] = ['database', 'queue', 'auth', 'storage']

/** Whether each part answers, by name. Never throws; a part that hangs, whichever it is, is down after three seconds. */
export async function checkReady(ctx: ServiceContext): Promise<Ready> {
  const [database, queue, auth, storage, workers] = await Promise.all([
    probe(ctx, 'database', () => asService(ctx.db, (tx) => sql`select 1`.execute(tx))),
    probe(ctx, 'queue', () => ctx.queue.check()),
    probe(ctx, 'auth', () => ctx.checkAuth()),
    probe(ctx, 'storage', () => ctx.storage.list('originals', 'ready')),
    liveWorkers(ctx),
  ])
  const parts: Ready['parts'] = { database, queue, auth, storage, ...workers }
  const isDown = vital.some((name) => parts[name].status === 'down')
  const isWhole = Object.values(parts).every(({ status }) => status === 'ok')
  return { status: isDown ? 'down' : isWhole ? 'ok' : 'degraded', parts }
}

async function probe(
  ctx: ServiceContext,
  name: keyof typeof spoken,
  check: () => Promise<unknown>,
): Promise<Part> {
  try {
    await withinLimit(check())
    return { status: 'ok' }
  } catch (error) {
    ctx.log('error', 'health.part_down', { part: name, message: String(error) })
    return { status: 'down', detail: `The ${spoken[name]} does not answer.` }
  }
}

/** What it answers, unless that takes too long; whoever asked is not kept waiting by it then. */
async function withinLimit<T>(answer: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>()
  const timer = setTimeout(() => limit.reject(new Error(`no answer within ${partMs} ms`)), partMs)
  try {
    return await Promise.race([answer, limit.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function liveWorkers(ctx: ServiceContext): Promise<{ worker: Part; model: Part }> {
  const asked = asService(ctx.db, (tx) =>
    tx.selectFrom('workers').select(['model', 'provider']).where(isAlive).execute(),
  )
  const rows = await withinLimit(asked).catch(() => null)
  if (!rows) {
    const unknown: Part = { status: 'down', detail: 'Unknown while the database does not answer.' }
    return { worker: unknown, model: unknown }
  }
  if (rows.length === 0) {
    return {
      worker: { status: 'down', detail: 'No worker is running; jobs wait.' },
      model: { status: 'down', detail: 'No worker is running.' },
    }
  }
  const model = rows.find((row) => row.model !== null)
  return {
    worker: { status: 'ok', detail: `${rows.length} running` },
    model: model
      ? { status: 'ok', detail: `${model.model} on ${model.provider}` }
      : { status: 'degraded', detail: 'No model; subjects are isolated by the classical method.' },
  }
}
