import { asService } from '@plotline/db'
import { type Recipe, storedRecipeSchema } from '@plotline/vectorizer'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { type Failure, failJob } from './fail.ts'
import { lossLimit, lostFailure } from './hand-back.ts'

/** What a worker holds while it works on a job. `attempt` is its fence: a later start makes every write of it void. */
export type Claim = {
  readonly jobId: string
  readonly userId: string
  readonly attempt: number
}

export type StartedJob = Claim & {
  readonly recipe: Recipe
  readonly filename: string
  /** Null when the original has been removed since. */
  readonly original: { readonly bucket: string; readonly path: string } | null
}

/** A job begun so often without a failure of its own is one that the queue itself had to take back again and again. */
const attemptLimit = 2 * lossLimit

/** What a person reads whose order can no longer be read: no other try would change that. */
const unreadFailure: Failure = {
  code: 'invalid_recipe',
  sentence:
    'The settings of this drawing are of an older version and no longer understood. Choose them anew. Your credit is back.',
}

/**
 * Claims a job for one delivery: its attempt goes up and its stages start over. Answers null for a job that has
 * ended or is gone, so a late or duplicate delivery of it does nothing, and for one whose recipe is no longer understood,
 * which it ends as failed.
 */
export async function startJob(ctx: ServiceContext, jobId: string): Promise<StartedJob | null> {
  const claimed = await claimJob(ctx, jobId)
  if (!claimed) return null
  if (claimed.attempt - claimed.failures > attemptLimit) {
    const isEnded = await failJob(ctx, claimed, lostFailure)
    ctx.log('error', 'job.lost', { jobId, isEnded, attempt: claimed.attempt })
    return null
  }
  const recipe = storedRecipeSchema.safeParse(claimed.recipe)
  const { failures: _, ...claim } = claimed
  if (recipe.success) return { ...claim, recipe: recipe.data }
  const isEnded = await failJob(ctx, claimed, unreadFailure)
  ctx.log('error', 'job.recipe_unread', { jobId, isEnded, message: recipe.error.message })
  return null
}

async function claimJob(
  ctx: ServiceContext,
  jobId: string,
): Promise<(Omit<StartedJob, 'recipe'> & { readonly recipe: unknown; readonly failures: number }) | null> {
  return asService(ctx.db, async (tx) => {
    const job = await tx
      .updateTable('jobs')
      .set({
        status: 'processing',
        attempt: sql<number>`attempt + 1`,
        started_at: sql<Date>`coalesce(started_at, now())`,
        percent: 0,
      })
      .where('id', '=', jobId)
      .where('status', 'in', ['pending', 'processing'])
      .returning(['user_id', 'attempt', 'failures', 'recipe', 'filename', 'asset_id'])
      .executeTakeFirst()
    if (!job) return null
    await tx
      .updateTable('job_stages')
      .set({ status: 'pending', percent: 0, ms: null })
      .where('job_id', '=', jobId)
      .where('status', '!=', 'pending')
      .execute()
    const original = job.asset_id
      ? await tx
          .selectFrom('assets')
          .select(['bucket', 'path'])
          .where('id', '=', job.asset_id)
          .executeTakeFirst()
      : undefined
    return {
      jobId,
      userId: job.user_id,
      attempt: job.attempt,
      failures: job.failures,
      recipe: job.recipe,
      filename: job.filename,
      original: original ?? null,
    }
  })
}
