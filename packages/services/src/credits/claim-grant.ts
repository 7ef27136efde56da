import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { Actor, ServiceContext } from '../context.ts'
import type { GrantOutcome } from '../contract/credits.ts'
import { hitLimit } from '../limits/check.ts'
import { mailboxOf } from '../profile/mailbox.ts'

/** What a mailbox is given once. */
export const grantedCredits = 3

/** Where somebody comes from, as salted hashes: the address (an IPv6 /64) and, of IPv6, the /48 around it. */
export type Networks = { readonly address: string; readonly prefix?: string }

class NetworkFull extends Error {}

/**
 * Gives a person their free credits at their first proved sign-in, once for each mailbox, and writes down which mailbox
 * (as a salted hash) stands behind their address. The auth server's own rows and settings say what is proved, so a
 * session made elsewhere comes to the same. From one network only so many are given in a day; asked again later it is given then.
 * Null where nothing is proved, the account is gone, or it cannot be told now.
 */
export async function claimGrant(
  ctx: ServiceContext,
  { userId }: Actor,
  { address, prefix }: Networks,
): Promise<GrantOutcome | null> {
  const claim = () =>
    asService(ctx.db, async (tx) => {
      const user = await tx
        .selectFrom('users')
        .select(['email', 'grant_outcome'])
        .where('id', '=', userId)
        .executeTakeFirst()
      if (!user) return null
      const { rows } = await sql<{ outcome: GrantOutcome | null }>`
        select private.claim_grant(${userId}::uuid, ${mailboxOf(user.email)}, ${grantedCredits}::integer) as outcome
      `.execute(tx)
      const outcome = rows[0]?.outcome ?? null
      if (outcome !== 'given' || user.grant_outcome === 'given') return outcome
      for (const [endpoint, subject] of [
        ['grants.address', address],
        ['grants.prefix', prefix],
      ] as const) {
        if (subject === undefined) continue
        if (!(await hitLimit(ctx, tx, { endpoint, subject })).allowed) throw new NetworkFull()
      }
      return outcome
    })
  if (!(await ctx.provesAddresses())) return null
  try {
    return await claim()
  } catch (error) {
    if (error instanceof NetworkFull) return markFull(ctx, userId)
    ctx.log('error', 'grants.not_claimed', { message: String(error) })
    return null
  }
}

/** Said to the person, and asked again at their next sign-in. */
async function markFull(ctx: ServiceContext, userId: string): Promise<GrantOutcome> {
  await asService(ctx.db, (tx) =>
    tx
      .updateTable('users')
      .set({ grant_outcome: 'network_full' })
      .where('id', '=', userId)
      .where('grant_outcome', 'is', null)
      .execute(),
  )
  ctx.log('warn', 'grants.network_full', {})
  return 'network_full'
}
