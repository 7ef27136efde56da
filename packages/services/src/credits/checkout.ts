import { asService, asUser } from '@plotline/db'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import { type checkoutRequestSchema, type checkoutResponseSchema, packs } from '../contract/credits.ts'
import { DomainError } from '../error.ts'
import { isStaying } from '../profile/leaving.ts'
import { expireCheckout } from './close-checkouts.ts'
import { writeSessionMetadata } from './session-metadata.ts'
import { withStripe } from './stripe.ts'

/**
 * Opens a Stripe Checkout session for a pack; the browser goes to its page and comes back to /credits.
 * Throws `not_found` for an account that is gone, `payments_unavailable`.
 */
export async function createCheckout(
  ctx: ServiceContext,
  { userId }: Actor,
  { pack: packId }: z.infer<typeof checkoutRequestSchema>,
): Promise<z.infer<typeof checkoutResponseSchema>> {
  const pack = packs.find(({ id }) => id === packId)
  if (!pack) throw new DomainError('invalid_request', `There is no pack ${packId}.`)
  const user = await asUser(ctx.db, userId, (tx) =>
    tx.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirst(),
  )
  if (!user) throw new DomainError('not_found')

  const session = await withStripe(ctx, (stripe) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      client_reference_id: userId,
      customer_email: user.email,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: pack.currency,
            unit_amount: pack.amount,
            product_data: { name: `Plotline · ${pack.name}` },
          },
        },
      ],
      metadata: writeSessionMetadata(pack),
      success_url: `${ctx.siteUrl}/credits?session_id={CHECKOUT_SESSION_ID}`,
      cancel_url: `${ctx.siteUrl}/credits?cancelled=1`,
    }),
  )
  if (!session.url) throw new Error(`Stripe gave session ${session.id} no url, expected one`)
  const isSold = await asService(ctx.db, async (tx) => {
    // The deletion of the account waits for this row, and then closes its session; or it has begun, and nothing is sold.
    const buyer = await tx
      .selectFrom('users')
      .select('id')
      .where('id', '=', userId)
      .where(isStaying)
      .forShare()
      .executeTakeFirst()
    if (!buyer) return false
    await tx
      .insertInto('purchases')
      .values({
        session_id: session.id,
        user_id: userId,
        pack: pack.id,
        credits: pack.credits,
        amount: pack.amount,
        currency: pack.currency,
      })
      .onConflict((conflict) => conflict.column('session_id').doNothing())
      .execute()
    return true
  })
  if (!isSold) {
    await expireCheckout(ctx, session.id)
    throw new DomainError('not_found')
  }
  return { sessionId: session.id, url: session.url }
}
