import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { ServiceContext } from '../context.ts'
import type { readySchema } from '../contract/health.ts'
import { deadAfterMs } from '../workers/beat.ts'

type Ready = z.infer<typeof readySchema>
type Part = Ready['parts']['database']

const partMs = 3_000
/** What the site cannot work without; the rest only makes it degraded. */
const vital: readonly (keyof Ready['parts'])[] = ['database', 'queue', 'storage']

/** Whether each part answers, by name. Never throws; a part that hangs is down after three seconds. */
export async function checkReady(ctx: ServiceContext): Promise<Ready> {
  const [database, queue, storage, workers] = await Promise.all([
    probe(ctx, 'database', () => asService(ctx.db, (tx) => sql`select 1`.execute(tx))),
    probe(ctx, 'queue', () => ctx.queue.check()),
    probe(ctx, 'storage', () => ctx.storage.list('originals', 'ready')),
    liveWorkers(ctx),
  ])
  const parts: Ready['parts'] = { database, queue, storage, ...workers }
  const isDown = vital.some((name) => parts[name].status === 'down')
  const isWhole = Object.values(parts).every(({ status }) => status === 'ok')
  return { status: isDown ? 'down' : isWhole ? 'ok' : 'degraded', parts }
}

async function probe(ctx: ServiceContext, name: string, check: () => Promise<unknown>): Promise<Part> {
  const limit = Promise.withResolvers<never>()
  const timer = setTimeout(() => limit.reject(new Error(`no answer within ${partMs} ms`)), partMs)
  try {
    await Promise.race([check(), limit.promise])
    return { status: 'ok' }
  } catch (error) {
    ctx.log('error', 'health.part_down', { part: name, message: String(error) })
    return { status: 'down', detail: `The ${name} does not answer.` }
  } finally {
    clearTimeout(timer)
  }
}

async function liveWorkers(ctx: ServiceContext): Promise<{ worker: Part; model: Part }> {
  const since = new Date(Date.now() - deadAfterMs)
  const rows = await asService(ctx.db, (tx) =>
    tx.selectFrom('workers').select(['model', 'provider']).where('seen_at', '>', since).execute(),
  ).catch(() => null)
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
