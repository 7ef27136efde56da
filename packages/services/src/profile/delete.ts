import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { profileDeleteSchema } from '../contract/profile.ts'
import { closeCheckouts } from '../credits/close-checkouts.ts'
import { DomainError } from '../error.ts'
import { cancelJob } from '../jobs/cancel.ts'
import { buckets } from '../storage/kinds.ts'
import { forgetTraces } from './forget.ts'

/**
 * Removes a person: open checkouts are closed, running jobs are cancelled, every file of theirs goes from every bucket,
 * then their sign-in, and with it every row. What dies before that can simply be asked again; what dies after it the hourly
 * sweeps finish (`sweepOrphans`, `sweepTraces`).
 * Throws `invalid_request` when the address typed is not theirs.
 */
export async function deleteAccount(
  ctx: ServiceContext,
  actor: Actor,
  { email }: z.infer<typeof profileDeleteSchema>,
): Promise<void> {
  const { userId } = actor
  const { user, running } = await asService(ctx.db, async (tx) => ({
    user: await tx.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirst(),
    running: await tx
      .selectFrom('jobs')
      .select('id')
      .where('user_id', '=', userId)
      .where('status', 'in', ['pending', 'processing'])
      .execute(),
  }))
  if (!user) throw new DomainError('not_found')
  if (user.email.toLowerCase() !== email.toLowerCase()) {
    throw new DomainError('invalid_request', 'This is not the address of your account.', [
      { path: 'email', message: 'expected the address of your account' },
    ])
  }
  await asService(ctx.db, (tx) =>
    tx.updateTable('users').set({ leaving_at: sql<Date>`now()` }).where('id', '=', userId).execute(),
  )
  await closeCheckouts(ctx, actor)
  for (const { id } of running) {
    await cancelJob(ctx, actor, id).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error
    })
  }
  await removeFiles(ctx, userId)
  const { error } = await ctx.admin.deleteUser(userId)
  if (error && error.status !== 404)
    throw new Error(`Could not delete a user: ${error.message}`, { cause: error })
  // A worker that was still writing may have stored a file after the first look.
  await removeFiles(ctx, userId)
  await forgetTraces(ctx, { userId, email: user.email })
  ctx.log('info', 'profile.deleted', { jobsCancelled: running.length })
}

async function removeFiles(ctx: ServiceContext, userId: string): Promise<void> {
  await asService(ctx.db, (tx) =>
    tx
      .updateTable('assets')
      .set({ expires_at: new Date(0) })
      .where('user_id', '=', userId)
      .execute(),
  )
  for (const bucket of buckets) {
    const paths = await ctx.storage.list(bucket, userId)
    if (paths.length > 0) await ctx.storage.remove(bucket, paths)
  }
  await asService(ctx.db, (tx) => tx.deleteFrom('assets').where('user_id', '=', userId).execute())
}
