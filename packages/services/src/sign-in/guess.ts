import { asService, forgetSignInCode, guessSignInCode, unguessSignInCode } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { forgetUse, hitLimit, type Use } from '../limits/check.ts'

/** Wrong guesses that one code bears, whoever makes them. Its link is no guess and works on. */
const guessesPerCode = 30

/** One try at the code of a mailbox, counted before it is known to be wrong: tries side by side do not slip through. */
export type Guess = { readonly mailbox: string; readonly use: Use; readonly at: string | null }

/**
 * Opens a try by an asker; both are salted hashes. Ten to each asker and code, thirty to a code: then the code is void,
 * never the mailbox. Throws `invalid_token` for a code that is void, to all or to this asker, and `unavailable` where
 * it cannot be counted. What is refused counts nowhere.
 */
export async function openGuess(
  ctx: ServiceContext,
  { mailbox, asker }: { mailbox: string; asker: string },
): Promise<Guess> {
  try {
    return await asService(ctx.db, async (tx) => {
      const code = await guessSignInCode(tx, mailbox, guessesPerCode)
      if (!code) throw new DomainError('invalid_token')
      const use = { endpoint: 'auth.guess' as const, subject: `${code}:${asker}` }
      const { allowed, at } = await hitLimit(ctx, tx, use)
      // To them it is void: asking for a new one is what helps, not waiting.
      if (!allowed) throw new DomainError('invalid_token')
      return { mailbox, use, at }
    })
  } catch (error) {
    if (error instanceof DomainError) throw error
    ctx.log('error', 'sign_in.uncounted', { message: String(error) })
    throw new DomainError('unavailable')
  }
}

/** The try was never made: it counts nowhere. */
export async function takeBackGuess(ctx: ServiceContext, { mailbox, use, at }: Guess): Promise<void> {
  if (at) await forgetUse(ctx, { ...use, at })
  await asService(ctx.db, (tx) => unguessSignInCode(tx, mailbox)).catch(logged(ctx))
}

/** Somebody has signed in with the newest code or link of this mailbox: the next code may be mailed at once. */
export async function noteSignedIn(ctx: ServiceContext, mailbox: string): Promise<void> {
  await asService(ctx.db, (tx) => forgetSignInCode(tx, mailbox)).catch(logged(ctx))
}

/** What is only kept in order must not fail what was asked for. */
function logged(ctx: ServiceContext) {
  return (error: unknown) => ctx.log('warn', 'sign_in.not_noted', { message: String(error) })
}
