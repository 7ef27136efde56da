import { DomainError, noteSignedIn, openGuess, type ServiceContext, takeBackGuess } from '@plotline/services'
import type { confirmRequestSchema } from '@plotline/services/contract'
import { isAuthRetryableFetchError } from '@supabase/supabase-js'
import type { z } from 'zod'
import { askerOf, mailboxOf } from '../http/limit.ts'
import { endReplaced } from './end-replaced.ts'
import type { Session } from './session.ts'

type ConfirmCall = { ctx: ServiceContext; session: Session; request: Request; giveBack: () => Promise<void> }

/**
 * Spends the mailed link's hash, or the code with its address, and signs the session in; the one that this browser
 * had before ends. Throws `invalid_token`. What counts against the asker is an attempt that was wrong, nothing else.
 */
export async function confirmSignIn(
  { ctx, session, request, giveBack }: ConfirmCall,
  input: z.infer<typeof confirmRequestSchema>,
): Promise<void> {
  const tries = 'code' in input && { mailbox: mailboxOf(input.email), asker: askerOf(request.headers) }
  const guess =
    tries &&
    (await openGuess(ctx, tries).catch(async (refusal) => {
      await giveBack()
      throw refusal
    }))
  const { data, error } = await session.auth.verifyOtp(
    'code' in input
      ? { type: 'email', email: input.email, token: input.code }
      : { type: 'email', token_hash: input.tokenHash },
  )
  if (isAuthRetryableFetchError(error)) {
    await giveBack()
    if (guess) await takeBackGuess(ctx, guess)
    throw new DomainError('unavailable')
  }
  if (error || !data.session) throw new DomainError('invalid_token')
  await giveBack()
  await noteSignedIn(ctx, mailboxOf(data.session.user.email ?? ''))
  await endReplaced(request.headers.get('cookie'))
}
