import { asUser } from '@plotline/db'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import { mostDevices } from '../contract/devices.ts'
import type { profilePatchSchema, profileSchema } from '../contract/profile.ts'
import { DomainError } from '../error.ts'
import { getProfile } from './get.ts'

type Change = z.infer<typeof profilePatchSchema>

/**
 * Changes what a person may change of themselves: their name, and machines of their own, each by itself, so that what
 * another tab has added stays. Throws `not_found`, and `invalid_request` for more machines than are kept.
 */
export async function updateProfile(
  ctx: ServiceContext,
  actor: Actor,
  { displayName, devices }: Change,
): Promise<z.infer<typeof profileSchema>> {
  const updated = await asUser(ctx.db, actor.userId, (tx) =>
    tx
      .updateTable('users')
      .set({ display_name: displayName, devices: devices && merged(devices) })
      .where('id', '=', actor.userId)
      .returning('id')
      .executeTakeFirst(),
  ).catch((error: unknown) => {
    throw tooManyDevices(error) ?? error
  })
  if (!updated) throw new DomainError('not_found')
  return getProfile(ctx, actor)
}

/** The kept machines without those that go, and with those that come. */
function merged(devices: NonNullable<Change['devices']>) {
  const put = Object.entries(devices).filter(([, device]) => device !== null)
  return sql<string>`(devices - ${Object.keys(devices)}::text[]) || ${JSON.stringify(Object.fromEntries(put))}::jsonb`
}

/** The database's refusal of one machine too many, in words. */
function tooManyDevices(error: unknown): DomainError | null {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : null
  if (constraint !== 'users_devices_count' && constraint !== 'users_devices_size') return null
  const message = `at most ${mostDevices} machines are kept; delete one first`
  return new DomainError('invalid_request', `You have all you can: ${message}.`, [
    { path: 'devices', message },
  ])
}
