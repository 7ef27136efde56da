import { asService, forgetSignInCode, startSignInCode } from '@plotline/db'
import type { ServiceContext } from '../context.ts'

/**
 * Sends a mailbox (a salted hash) a new code with `send`, unless the one before is unused and less than a minute old,
 * or ten minutes once ten in a row were not used: nobody voids the owner's code by asking again and again. Answers
 * whether it was sent; the caller tells nobody.
 */
export async function mailSignInCode(
  ctx: ServiceContext,
  mailbox: string,
  send: () => Promise<void>,
): Promise<boolean> {
  const isNew = await asService(ctx.db, (tx) => startSignInCode(tx, mailbox))
  if (!isNew) return false
  try {
    await send()
    return true
  } catch (error) {
    await asService(ctx.db, (tx) => forgetSignInCode(tx, mailbox))
    throw error
  }
}
