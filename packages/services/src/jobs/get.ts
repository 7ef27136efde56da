import { asUser } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import type { Job } from '../contract/jobs.ts'
import { DomainError } from '../error.ts'
import { selectJobs, selectShown, selectStages } from './columns.ts'
import { presentJob, signShown } from './present.ts'

/** One job with its stages and links. Throws `not_found` for a job that is not there or not the actor's. */
export async function getJob(ctx: ServiceContext, actor: Actor, id: string): Promise<Job> {
  const found = await asUser(ctx.db, actor.userId, async (tx) => {
    const job = await selectJobs(tx)
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst()
    if (!job) return null
    return {
      job,
      stages: await selectStages(tx, [id]).execute(),
      shown: await selectShown(tx, [job]).execute(),
    }
  })
  if (!found) throw new DomainError('not_found')
  return presentJob(found.job, found.stages, found.shown, await signShown(ctx, found.shown))
}
