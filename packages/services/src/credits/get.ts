import { asUser, findCredits } from '@plotline/db'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { pageQuerySchema } from '../contract/common.ts'
import type { creditsResponseSchema } from '../contract/credits.ts'
import { DomainError } from '../error.ts'
import { toTime } from '../time.ts'

/** The actor's balance and a page of their ledger, newest first. Throws `not_found`, `invalid_request`. */
export async function getCredits(
  ctx: ServiceContext,
  { userId }: Actor,
  { cursor, limit }: z.infer<typeof pageQuerySchema>,
): Promise<z.infer<typeof creditsResponseSchema>> {
  const before = cursor === undefined ? null : parseCursor(cursor)
  const { credits, user, events } = await asUser(ctx.db, userId, async (tx) => {
    let query = tx
      .selectFrom('credit_events')
      .select(['id', 'kind', 'amount', 'balance_after', 'note', 'job_id', 'created_at'])
      .where('user_id', '=', userId)
    if (before !== null) query = query.where('id', '<', before)
    return {
      credits: await findCredits(tx, userId),
      user: await tx.selectFrom('users').select('grant_outcome').where('id', '=', userId).executeTakeFirst(),
      events: await query
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute(),
    }
  })
  if (!credits || !user) throw new DomainError('not_found')
  const page = events.slice(0, limit)
  return {
    balance: credits.balance,
    debt: credits.debt,
    grant: user.grant_outcome,
    data: page.map((event) => ({
      id: String(event.id),
      kind: event.kind,
      amount: event.amount,
      balanceAfter: event.balance_after,
      note: event.note,
      jobId: event.job_id,
      createdAt: toTime(event.created_at),
    })),
    meta: { nextCursor: events.length > limit ? String(page.at(-1)?.id) : null },
  }
}

/** The ledger's order is its id: the cursor is the last one shown. */
function parseCursor(cursor: string): string {
  if (/^\d{1,18}$/.test(cursor)) return cursor
  throw new DomainError('invalid_request', 'The cursor is not one this list gave.', [
    { path: 'cursor', message: 'expected the nextCursor of a page before' },
  ])
}
