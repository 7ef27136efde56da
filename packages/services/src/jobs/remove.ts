import { asService, asUser, type Tx } from '@plotline/db'
import type { z } from 'zod'
import { removeAssets } from '../assets/remove.ts'
import type { Actor, ServiceContext } from '../context.ts'
import type { jobDeleteResponseSchema } from '../contract/jobs.ts'
import { DomainError } from '../error.ts'
import { hasEnded } from './status.ts'

/**
 * Removes a job that has ended, with every file made for it and with its original where no other job was made from
 * that. A repeat answers the same: what was once the actor's is told from their own ledger, which keeps the job's id.
 * Throws `not_found`, and `job_not_finished` for a job that waits or runs: cancel it first.
 */
export async function removeJob(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
): Promise<z.infer<typeof jobDeleteResponseSchema>> {
  const found = await asService(ctx.db, async (tx) => {
    // Whoever else removes it waits here, and then finds what is left to do.
    const job = await tx
      .selectFrom('jobs')
      .select(['id', 'status', 'asset_id', 'refunded'])
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .forUpdate()
      .executeTakeFirst()
    return job && { job, assets: await assetsOf(tx, job) }
  })
  if (!found) return removedBefore(ctx, actor, id)
  if (!hasEnded(found.job.status)) throw new DomainError('job_not_finished', 'Cancel the job first.')
  await removeAssets(ctx, found.assets)
  await asService(ctx.db, (tx) => tx.deleteFrom('jobs').where('id', '=', id).execute())
  return { outcome: 'deleted', refunded: found.job.refunded }
}

async function assetsOf(tx: Tx, job: { id: string; asset_id: string | null }) {
  const own = await tx
    .selectFrom('assets')
    .select(['id', 'bucket', 'path'])
    .where('job_id', '=', job.id)
    .execute()
  if (!job.asset_id) return own
  const original = await tx
    .selectFrom('assets')
    .select(['id', 'bucket', 'path'])
    .where('id', '=', job.asset_id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs').select('id').where('asset_id', '=', job.asset_id).where('id', '!=', job.id),
        ),
      ),
    )
    .execute()
  return [...own, ...original]
}

async function removedBefore(
  ctx: ServiceContext,
  { userId }: Actor,
  id: string,
): Promise<z.infer<typeof jobDeleteResponseSchema>> {
  const events = await asUser(ctx.db, userId, (tx) =>
    tx
      .selectFrom('credit_events')
      .select('kind')
      .where('user_id', '=', userId)
      .where('kind', 'in', ['debit', 'refund'])
      .where('ref', '=', id)
      .execute(),
  )
  if (events.length === 0) throw new DomainError('not_found')
  return { outcome: 'deleted', refunded: events.some(({ kind }) => kind === 'refund') }
}
