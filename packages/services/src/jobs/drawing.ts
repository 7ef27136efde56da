import { asUser } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import { now } from '../database-time.ts'
import { DomainError } from '../error.ts'

export type FinishedJob = { readonly id: string; readonly filename: string; readonly style: string }

/** A file of a job by its format, where it is ready and has not expired, with what was said when it was written. */
export async function findFile(ctx: ServiceContext, actor: Actor, jobId: string, format: string) {
  return asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('assets')
      .leftJoin('exports', 'exports.asset_id', 'assets.id')
      .select(['assets.id', 'assets.bucket', 'assets.path', 'assets.filename', 'exports.warnings'])
      .where('assets.job_id', '=', jobId)
      .where('assets.user_id', '=', actor.userId)
      .where('assets.format', '=', format)
      .where('assets.status', '=', 'ready')
      .where('assets.expires_at', '>', now)
      .orderBy('assets.created_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
}

/** The job, if it has completed. Throws `not_found` and `job_not_finished`. */
export async function requireFinished(ctx: ServiceContext, actor: Actor, id: string): Promise<FinishedJob> {
  const job = await asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('jobs')
      .select(['id', 'filename', 'style', 'status'])
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst(),
  )
  if (!job) throw new DomainError('not_found')
  if (job.status !== 'completed') throw new DomainError('job_not_finished')
  return job
}
