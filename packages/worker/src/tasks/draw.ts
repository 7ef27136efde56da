import { drawPhoto, ModelError } from '@plotline/imaging'
import {
  type Bucket,
  completeJob,
  countFailure,
  type DrawMessage,
  failJob,
  reportProgress,
  type ServiceContext,
  type StartedJob,
  startJob,
} from '@plotline/services'
import { stagesOf } from '@plotline/vectorizer'
import { ClaimLost, type Claims } from '../draw/claims.ts'
import { failureOf, JobFailure } from '../draw/failures.ts'
import { persist } from '../draw/persist.ts'
import { createStages } from '../draw/stages.ts'
import { dropFiles, storeOutcome } from '../draw/store.ts'
import type { ModelOptions } from '../models.ts'
import type { DrawOutcome } from '../threads/messages.ts'
import type { DrawThreads } from '../threads/pool.ts'

export type DrawTools = {
  readonly ctx: ServiceContext
  readonly threads: DrawThreads
  readonly claims: Claims
  readonly models: ModelOptions
  /** Whether the worker lets go of its jobs now. */
  readonly isStopping: () => boolean
  /** Called when a model has found a subject: it is there by now. */
  readonly onModelUsed: () => void
}

/** How much of the stage `write` is done when the files are written; the rest is storing them. */
const writingShare = 0.75

/**
 * One delivery of one job, from the original to the stored drawing. It may come twice, late, or while another
 * worker draws the same job: only the newest claim can end the job. Throws what may pass by itself, so that
 * the queue delivers again; everything else ends the job with a reason and a refund.
 */
export async function draw(
  tools: DrawTools,
  delivery: { data: DrawMessage; signal: AbortSignal },
): Promise<void> {
  const { ctx, claims } = tools
  const { jobId } = delivery.data
  const job = await startJob(ctx, jobId)
  if (!job) {
    ctx.log('info', 'job.skipped', { jobId })
    return
  }
  ctx.log('info', 'job.started', { jobId, attempt: job.attempt, style: job.recipe.style })
  const start = performance.now()
  const claim = claims.watch(job)
  const stages = createStages({
    names: stagesOf(job.recipe),
    write: (reports) => reportProgress(ctx, job, reports),
    onLost: claim.lose,
    onError: (error) => ctx.log('warn', 'job.progress_unwritten', { jobId, message: String(error) }),
  })
  try {
    await drawClaimed(tools, job, stages, AbortSignal.any([delivery.signal, claim.signal]))
    ctx.log('info', 'job.completed', {
      jobId,
      attempt: job.attempt,
      ms: Math.round(performance.now() - start),
      peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    })
  } catch (error) {
    await stages.close()
    await endBadly(tools, job, error)
  } finally {
    claim.release()
  }
}

type Stages = ReturnType<typeof createStages>

async function drawClaimed(
  tools: DrawTools,
  job: StartedJob,
  stages: Stages,
  signal: AbortSignal,
): Promise<void> {
  const { ctx, threads, models } = tools
  const { recipe } = job
  const write = stages.begin('write')
  const photo = await drawPhoto(() => downloadOriginal(ctx, job, signal), recipe, {
    ...models,
    signal,
    stage: (name, work) =>
      stages.run(name, () => (name === 'detect' ? orModelMissing(tools, job, work) : work())),
    onIsolated: ({ modelError }) => {
      if (!modelError) return tools.onModelUsed()
      ctx.log('warn', 'job.model_missing', { jobId: job.jobId, message: modelError.message })
    },
    draw: ({ raster, mask = null, edges = null }) =>
      threads.run(
        { raster, mask, edges, recipe, title: job.filename },
        {
          signal,
          onStage: stages.onStage,
          onWriting: (share) => write.progress(share * writingShare),
        },
      ),
  })
  const outcome = photo.drawn
  assertDrawn(outcome)
  write.progress(writingShare)
  const files = await persist(() => storeOutcome(ctx, job, outcome, signal), signal)
  write.end()
  await stages.close()

  const { stats, widthMm, heightMm } = outcome
  const done = {
    assetIds: files.map(({ id }) => id),
    stages: stages.completed(),
    original: photo.original,
    result: {
      ...stats,
      layers: [...stats.layers],
      widthMm,
      heightMm,
      isolatedBy: photo.isolatedBy,
      edgesBy: photo.edgesBy,
      warnings: [...photo.warnings],
    },
  }
  if (await persist(() => completeJob(ctx, job, done), signal)) return
  await dropFiles(ctx, job, files)
  throw new ClaimLost(job.jobId)
}

async function downloadOriginal(
  ctx: ServiceContext,
  job: StartedJob,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { original } = job
  const bytes = original && (await ctx.storage.download(original.bucket as Bucket, original.path, signal))
  if (!bytes) throw new JobFailure('original_missing')
  return bytes
}

/** Edges by another detector are not what was ordered: without its model the job ends. */
async function orModelMissing<T>(
  { ctx }: DrawTools,
  { jobId }: StartedJob,
  detect: () => Promise<T>,
): Promise<T> {
  try {
    return await detect()
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    ctx.log('warn', 'job.model_missing', { jobId, message: error.message })
    throw new JobFailure(
      'model_missing',
      'The model that should find the edges is not available. Choose another detector.',
    )
  }
}

/** An empty page is no result that anyone would pay for. */
function assertDrawn({ stats, warnings }: DrawOutcome): void {
  if (stats.strokes > 0) return
  const [reason] = warnings
  throw new JobFailure(
    'nothing_to_draw',
    reason ?? 'Nothing to draw was found in this picture with these settings.',
  )
}

/**
 * A job that was interrupted by our own stop has not failed. One that failed for a reason that may pass is tried again
 * as long as it has tries; while the database is away nothing is counted, and the delivery comes back by itself.
 */
async function endBadly({ ctx, isStopping }: DrawTools, job: StartedJob, error: unknown): Promise<void> {
  const { jobId, attempt } = job
  if (error instanceof ClaimLost) {
    ctx.log('info', 'job.claim_lost', { jobId, attempt })
    return
  }
  const failure = failureOf(error)
  if (!failure) {
    const isAgain = isStopping() || (await countFailure(ctx, job))
    ctx.log('warn', isAgain ? 'job.interrupted' : 'job.exhausted', { jobId, attempt, message: String(error) })
    if (isAgain) throw error
    return
  }
  const isEnded = await failJob(ctx, job, failure)
  const level = failure.code === 'our_fault' ? 'error' : 'info'
  const fields = { jobId, attempt, code: failure.code, isEnded }
  ctx.log(level, 'job.failed', level === 'error' ? { ...fields, message: String(error) } : fields)
}
