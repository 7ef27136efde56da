import type { Tx } from '@plotline/db'

/** A user is on the paid tier while they have bought something that was not taken back whole. */
export async function updateTier(tx: Tx, userId: string): Promise<void> {
  const kept = await tx
    .selectFrom('purchases')
    .select('session_id')
    .where('user_id', '=', userId)
    .where('status', '=', 'fulfilled')
    .whereRef('credits_taken_back', '<', 'credits')
    .limit(1)
    .executeTakeFirst()
  const tier = kept ? 'paid' : 'free'
  await tx.updateTable('users').set({ tier }).where('id', '=', userId).where('tier', '!=', tier).execute()
}
