import { asUser } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import type { JobEvent } from '../contract/jobs.ts'
import { DomainError } from '../error.ts'
import { selectStages } from './columns.ts'
import { presentStages } from './present.ts'

/** A job's state as its watchers see it. Throws `not_found`. */
export async function readJobEvent(ctx: ServiceContext, actor: Actor, id: string): Promise<JobEvent> {
  const found = await asUser(ctx.db, actor.userId, async (tx) => {
    const job = await tx
      .selectFrom('jobs')
      .select(['id', 'status', 'percent', 'failure', 'refunded'])
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst()
    return job && { job, stages: await selectStages(tx, [id]).execute() }
  })
  if (!found) throw new DomainError('not_found')
  return { ...found.job, stages: presentStages(found.stages) }
}
