import { z } from 'zod'
import type { Log } from '../log.ts'

const settingsSchema = z.object({ mailer_autoconfirm: z.boolean() })
const keptMs = 10 * 60_000

/**
 * Whether the auth server lets people in only by an address that they have proved, by its own settings: with automatic
 * confirmation a sign-in says nothing of a mailbox, and nothing is given for it. Asked at most every ten minutes; false
 * while it cannot be told.
 */
export function createProofCheck({
  supabaseUrl,
  secretKey,
  log,
}: {
  supabaseUrl: string
  secretKey: string
  log: Log
}): () => Promise<boolean> {
  let known: { proves: boolean; until: number } | undefined
  return async () => {
    if (known && performance.now() < known.until) return known.proves
    try {
      const response = await fetch(`${supabaseUrl}/auth/v1/settings`, {
        headers: { apikey: secretKey },
        signal: AbortSignal.timeout(5000),
      })
      const proves = !settingsSchema.parse(await response.json()).mailer_autoconfirm
      if (!proves) log('error', 'grants.addresses_unproved', { hint: 'switch “Confirm email” on' })
      known = { proves, until: performance.now() + keptMs }
      return proves
    } catch (error) {
      log('warn', 'grants.settings_unread', { message: String(error) })
      return false
    }
  }
}
