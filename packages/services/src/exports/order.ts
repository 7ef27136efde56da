import { randomUUID } from 'node:crypto'
import { asService, type Tx } from '@plotline/db'
import { sql } from 'kysely'
import type { Actor, ServiceContext } from '../context.ts'
import { now } from '../database-time.ts'
import { DomainError } from '../error.ts'
import { sharedCaps } from '../limits/caps.ts'
import { readCap } from '../limits/read-cap.ts'
import { requireRoom } from '../limits/storage.ts'
import { type ExportRequest, exportKey } from './request.ts'

/** Any number that nothing else of ours locks: held for the few statements that count and insert. */
const lockKey = 7_105_104
const open = ['pending', 'processing'] as const
/** About what a large file takes. */
const retryAfterSeconds = 10

/**
 * Asks a worker for a file: row and delivery in one transaction. Whoever asks for a file that is being written, or has just been,
 * joins that. Answers the export's id. `countUse` is called for what is new, in the same transaction:
 * what is written counts, whether or not anybody waits for it. Throws `too_many_exports`, `exports_busy`, `storage_full`, and what `countUse` throws.
 */
export async function orderExport(
  ctx: ServiceContext,
  actor: Actor,
  { jobId, request }: { jobId: string; request: ExportRequest },
  countUse?: (tx: Tx) => Promise<void>,
): Promise<string> {
  const format = exportKey(request)
  return asService(ctx.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(tx)
    const known = await findExport(tx, jobId, format)
    if (known) return known
    const tier = await requireTurn(ctx, tx, actor)
    await requireRoom(ctx, tx, actor, { bytes: 0 })
    await countUse?.(tx)
    const id = randomUUID()
    await tx
      .insertInto('exports')
      .values({ id, user_id: actor.userId, job_id: jobId, format, request: JSON.stringify(request) })
      .execute()
    await ctx.queue.sendExport(tx, { exportId: id, userId: actor.userId, tier })
    return id
  })
}

/**
 * One that is being written, or that was written since its asker looked for the file: two who ask at once get one file
 * even where the first one's is done before the second comes to ask for it.
 */
async function findExport(tx: Tx, jobId: string, format: string): Promise<string | undefined> {
  const found = await tx
    .selectFrom('exports')
    .leftJoin('assets', 'assets.id', 'exports.asset_id')
    .select('exports.id')
    .where('exports.job_id', '=', jobId)
    .where('exports.format', '=', format)
    .where((where) =>
      where.or([
        where('exports.status', 'in', open),
        where.and([where('assets.status', '=', 'ready'), where('assets.expires_at', '>', now)]),
      ]),
    )
    .executeTakeFirst()
  return found?.id
}

/** The caps of a person and of all together. */
async function requireTurn(ctx: ServiceContext, tx: Tx, actor: Actor) {
  const { tier, cap } = await readCap(ctx, tx, actor, 'exports.open')
  const { own, all } = await tx
    .selectFrom('exports')
    .where('status', 'in', open)
    .select(({ fn }) => [
      fn.countAll<string>().as('all'),
      fn.countAll<string>().filterWhere('user_id', '=', actor.userId).as('own'),
    ])
    .executeTakeFirstOrThrow()
  if (Number(own) >= cap) {
    const sentence = `${cap} of your files are being written. Ask for this one when one of them has come.`
    throw new DomainError('too_many_exports', sentence, undefined, { retryAfterSeconds })
  }
  if (Number(all) >= sharedCaps['exports.open']) {
    const sentence = 'Very many files are being written at the moment. Try again in a while.'
    throw new DomainError('exports_busy', sentence, undefined, { retryAfterSeconds: 3 * retryAfterSeconds })
  }
  return tier
}
