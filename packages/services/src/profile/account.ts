import { asUser } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import type { Tier } from '../queue/queues.ts'

/** What a person's limits go by. */
export type Account = {
  readonly tier: Tier
  /** Whom uses are counted for: the mailbox, so that deleting the account and coming back starts nothing anew. */
  readonly subject: string
  /** False until `claimGrant` has looked at the mailbox behind the address; where it was refused, the next sign-in asks again. */
  readonly isKnown: boolean
}

/** The actor's account as limits see it; `free` and by id where it cannot be read, so that a limit never fails a request. */
export async function readAccount(ctx: ServiceContext, { userId }: Actor): Promise<Account> {
  const unread = { tier: 'free', subject: userId, isKnown: true } as const
  try {
    const row = await asUser(ctx.db, userId, (tx) =>
      tx
        .selectFrom('users')
        .select(['tier', 'mailbox', 'grant_outcome'])
        .where('id', '=', userId)
        .executeTakeFirst(),
    )
    if (!row) return unread
    const isKnown =
      row.grant_outcome === 'network_full' || (row.mailbox !== null && row.grant_outcome !== null)
    return { tier: row.tier, subject: row.mailbox ?? userId, isKnown }
  } catch (error) {
    ctx.log('error', 'profile.account_unread', { message: String(error) })
    return unread
  }
}
