import { DomainError } from '@plotline/services'
import type { confirmRequestSchema } from '@plotline/services/contract'
import { isAuthRetryableFetchError } from '@supabase/supabase-js'
import type { z } from 'zod'
import { endReplaced } from './end-replaced.ts'
import type { Session } from './session.ts'

/**
 * Spends the mailed link's hash, or the code with its address, and signs the session in; the one that this browser
 * had before ends. Throws `invalid_token`.
 */
export async function confirmSignIn(
  session: Session,
  cookieHeader: string | null,
  input: z.infer<typeof confirmRequestSchema>,
): Promise<void> {
  const { data, error } = await session.auth.verifyOtp(
    'tokenHash' in input
      ? { type: 'email', token_hash: input.tokenHash }
      : { type: 'email', email: input.email, token: input.code },
  )
  if (isAuthRetryableFetchError(error)) throw new DomainError('unavailable')
  if (error || !data.session) throw new DomainError('invalid_token')
  await endReplaced(cookieHeader)
}
