import { asUser, type DB } from '@plotline/db'
import { expressionBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { profileSchema } from '../contract/profile.ts'
import { DomainError } from '../error.ts'
import { toTime } from '../time.ts'
import { readDevices } from './devices.ts'

/** Who the actor is, what they have, and what they have drawn so far. Throws `not_found` for a deleted account. */
export async function getProfile(ctx: ServiceContext, actor: Actor): Promise<z.infer<typeof profileSchema>> {
  return asUser(ctx.db, actor.userId, async (tx) => {
    // One question: each more is a way to the database and back.
    const user = await tx
      .selectFrom('users')
      .leftJoin('credits', 'credits.user_id', 'users.id')
      .crossJoin(drawnBy(actor).as('drawn'))
      .select([
        'users.id',
        'users.email',
        'users.display_name',
        'users.tier',
        'users.created_at',
        'users.devices',
        'credits.balance',
        'credits.debt',
        'drawn.jobs',
        'drawn.completed',
        'drawn.failed',
        'drawn.penDownMm',
      ])
      .select(spentBy(actor).as('creditsSpent'))
      .where('users.id', '=', actor.userId)
      .executeTakeFirst()
    if (!user) throw new DomainError('not_found')
    const { jobs, completed, failed, penDownMm, creditsSpent } = user
    return {
      id: user.id,
      email: user.email,
      displayName: user.display_name,
      tier: user.tier,
      createdAt: toTime(user.created_at),
      credits: { balance: user.balance ?? 0, debt: user.debt ?? 0 },
      statistics: { jobs, completed, failed, penDownMm, creditsSpent: creditsSpent ?? 0 },
      devices: readDevices(user.devices),
    }
  })
}

function drawnBy({ userId }: Actor) {
  return expressionBuilder<DB>()
    .selectFrom('jobs')
    .select([
      sql<number>`count(*)::int`.as('jobs'),
      sql<number>`(count(*) filter (where status = 'completed'))::int`.as('completed'),
      sql<number>`(count(*) filter (where status = 'failed'))::int`.as('failed'),
      sql<number>`coalesce(sum((result ->> 'penDownMm')::float8)
        filter (where jsonb_typeof(result -> 'penDownMm') = 'number'), 0)::float8`.as('penDownMm'),
    ])
    .where('jobs.user_id', '=', userId)
}

function spentBy({ userId }: Actor) {
  return expressionBuilder<DB>()
    .selectFrom('credit_events')
    .select(sql<number>`coalesce(-sum(amount), 0)::int`.as('credits'))
    .where('credit_events.user_id', '=', userId)
    .where('kind', 'in', ['debit', 'refund'])
}
