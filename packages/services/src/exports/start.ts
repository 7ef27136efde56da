import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { now } from '../database-time.ts'

/** What a worker holds while it writes a file. `attempt` is its fence: a later start makes every write of it void. */
export type ExportClaim = {
  readonly exportId: string
  readonly attempt: number
  readonly userId: string
  readonly jobId: string
  /** The key of the file within its job. */
  readonly format: string
}

export type StartedExport = ExportClaim & {
  /** As it was stored: who renders it checks it. */
  readonly request: unknown
  readonly filename: string
  readonly style: string
  /** The drawing as JSON, or null once it has expired. */
  readonly drawing: { readonly bucket: string; readonly path: string } | null
}

/** Nobody waits for a file that was asked for so long ago, when no worker was there. */
const staleAfter = sql<Date>`now() - interval '15 minutes'`

/** Past the tries of the queue: who takes it now was taken down by it, and by its neighbours, again and again. */
const mostAttempts = 10

/**
 * Claims an export for one delivery. Answers null where there is nothing to write: it has ended, is gone with its job, is
 * too old, or has been claimed so often that it never will be written; the sweep ends that.
 */
export async function startExport(ctx: ServiceContext, exportId: string): Promise<StartedExport | null> {
  return asService(ctx.db, async (tx) => {
    const claimed = await tx
      .updateTable('exports')
      .set({ status: 'processing', attempt: sql<number>`attempt + 1` })
      .where('id', '=', exportId)
      .where('status', 'in', ['pending', 'processing'])
      .where('attempt', '<', mostAttempts)
      .where(({ or, eb }) => or([eb('attempt', '>', 0), eb('created_at', '>', staleAfter)]))
      .returning(['attempt', 'user_id', 'job_id', 'format', 'request'])
      .executeTakeFirst()
    if (!claimed) return null
    const drawing = await tx
      .selectFrom('assets')
      .select(['bucket', 'path'])
      .where('job_id', '=', claimed.job_id)
      .where('format', '=', 'json')
      .where('status', '=', 'ready')
      .where('expires_at', '>', now)
      .executeTakeFirst()
    const job = await tx
      .selectFrom('jobs')
      .select(['filename', 'style'])
      .where('id', '=', claimed.job_id)
      .executeTakeFirstOrThrow()
    return {
      exportId,
      attempt: claimed.attempt,
      userId: claimed.user_id,
      jobId: claimed.job_id,
      format: claimed.format,
      request: claimed.request,
      ...job,
      drawing: drawing ?? null,
    }
  })
}
