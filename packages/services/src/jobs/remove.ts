import { asService, asUser } from '@plotline/db'
import type { z } from 'zod'
import { removeAssets } from '../assets/remove.ts'
import type { Actor, ServiceContext } from '../context.ts'
import type { jobDeleteResponseSchema } from '../contract/jobs.ts'
import { DomainError } from '../error.ts'
import { cancelJob } from './cancel.ts'
import { hasEnded } from './status.ts'

/**
 * Cancels a job that has not ended; removes one that has, with every file made for it and with its original
 * where no other job was made from that. Throws `not_found`.
 */
export async function removeJob(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
): Promise<z.infer<typeof jobDeleteResponseSchema>> {
  const job = await asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('jobs')
      .select(['id', 'status', 'asset_id', 'refunded'])
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst(),
  )
  if (!job) throw new DomainError('not_found')
  if (!hasEnded(job.status) && (await cancelled(ctx, actor, id)))
    return { outcome: 'cancelled', refunded: true }

  const assets = await asService(ctx.db, async (tx) => {
    const own = await tx
      .selectFrom('assets')
      .select(['id', 'bucket', 'path'])
      .where('job_id', '=', id)
      .execute()
    if (!job.asset_id) return own
    const original = await tx
      .selectFrom('assets')
      .select(['id', 'bucket', 'path'])
      .where('id', '=', job.asset_id)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(selectFrom('jobs').select('id').where('asset_id', '=', job.asset_id).where('id', '!=', id)),
        ),
      )
      .execute()
    return [...own, ...original]
  })
  await removeAssets(ctx, assets)
  await asService(ctx.db, (tx) => tx.deleteFrom('jobs').where('id', '=', id).execute())
  return { outcome: 'deleted', refunded: job.refunded }
}

/** False where the job ended in the moment before. */
async function cancelled(ctx: ServiceContext, actor: Actor, id: string): Promise<boolean> {
  try {
    await cancelJob(ctx, actor, id)
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'job_not_cancellable') return false
    throw error
  }
}
