import {
  type Bucket,
  DomainError,
  failExport,
  type ServiceContext,
  type StartedExport,
  startExport,
  storeExport,
  type WriteMessage,
} from '@plotline/services'
import type { WriteThreads } from '../threads/pool.ts'
import { WriteTimeout, writeFailureOf, writeMs } from '../write/failures.ts'

export type WriteTools = { readonly ctx: ServiceContext; readonly writers: WriteThreads }

/**
 * One delivery of one export, from the stored drawing to the stored file. It may come twice or late: only the newest claim
 * can end the export. Throws what may pass by itself, so that the queue delivers again.
 */
export async function write(
  { ctx, writers }: WriteTools,
  { data, signal }: { data: WriteMessage; signal: AbortSignal },
): Promise<void> {
  const { exportId } = data
  const claim = await startExport(ctx, exportId)
  if (!claim) {
    ctx.log('info', 'export.skipped', { exportId })
    return
  }
  const { attempt, jobId, format } = claim
  const start = performance.now()
  try {
    const isDone = await writeClaimed({ ctx, writers }, claim, signal)
    const ms = Math.round(performance.now() - start)
    ctx.log('info', 'export.written', { exportId, jobId, format, attempt, isDone, ms })
  } catch (error) {
    const failure = writeFailureOf(error)
    if (!failure) {
      ctx.log('warn', 'export.interrupted', { exportId, attempt, message: String(error) })
      throw error
    }
    const isEnded = await failExport(ctx, claim, failure)
    const level = failure.code === 'internal' ? 'error' : 'info'
    ctx.log(level, 'export.failed', { exportId, jobId, format, attempt, isEnded, ...failure })
  }
}

async function writeClaimed(
  { ctx, writers }: WriteTools,
  claim: StartedExport,
  delivery: AbortSignal,
): Promise<boolean> {
  const { drawing: stored, request, filename, style } = claim
  const drawing = stored && (await ctx.storage.download(stored.bucket as Bucket, stored.path, delivery))
  if (!drawing) throw new DomainError('gone', 'The drawing has expired. Repeat it to make its files again.')
  const limit = AbortSignal.timeout(writeMs)
  const signal = AbortSignal.any([delivery, limit])
  const file = await writers
    .run({ drawing, request, job: { filename, style } }, { signal })
    .catch((error: unknown) => {
      throw limit.aborted && !delivery.aborted ? new WriteTimeout('too long', { cause: error }) : error
    })
  return storeExport(ctx, claim, file)
}
