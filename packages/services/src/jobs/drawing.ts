import { asUser } from '@plotline/db'
import { type Drawing, readDrawing } from '@plotline/vectorizer'
import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import type { Bucket } from '../storage/kinds.ts'

export type FinishedJob = { readonly id: string; readonly filename: string; readonly style: string }

/** A file of a job by its format, where it is ready and has not expired. */
export async function findFile(ctx: ServiceContext, actor: Actor, jobId: string, format: string) {
  return asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('assets')
      .select(['id', 'bucket', 'path', 'filename'])
      .where('job_id', '=', jobId)
      .where('user_id', '=', actor.userId)
      .where('format', '=', format)
      .where('status', '=', 'ready')
      .where('expires_at', '>', new Date())
      .orderBy('created_at', 'desc')
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

/** The drawing of a completed job, read back from its JSON. Throws `gone` once it has expired. */
export async function loadDrawing(ctx: ServiceContext, actor: Actor, jobId: string): Promise<Drawing> {
  const file = await findFile(ctx, actor, jobId, 'json')
  const bytes = file && (await ctx.storage.download(file.bucket as Bucket, file.path))
  if (!bytes) throw new DomainError('gone')
  return readDrawing(new TextDecoder().decode(bytes))
}
