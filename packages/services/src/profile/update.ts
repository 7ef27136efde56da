import { asUser } from '@plotline/db'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { profilePatchSchema, profileSchema } from '../contract/profile.ts'
import { DomainError } from '../error.ts'
import { getProfile } from './get.ts'

/** Changes what a person may change of themselves: their name. Throws `not_found`. */
export async function updateProfile(
  ctx: ServiceContext,
  actor: Actor,
  { displayName }: z.infer<typeof profilePatchSchema>,
): Promise<z.infer<typeof profileSchema>> {
  const updated = await asUser(ctx.db, actor.userId, (tx) =>
    tx
      .updateTable('users')
      .set({ display_name: displayName })
      .where('id', '=', actor.userId)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!updated) throw new DomainError('not_found')
  return getProfile(ctx, actor)
}
