import { z } from 'zod'
import type { Log } from '../log.ts'

const settingsSchema = z.object({ mailer_autoconfirm: z.boolean() })
const keptMs = 10 * 60_000
/** While auth hangs nobody else waits for it again. */
const unknownMs = 30_000

/**
 * Whether the auth server lets people in only by an address that they have proved, by its own settings: with automatic
 * confirmation a sign-in says nothing of a mailbox, and nothing is given for it. Asked at most every ten minutes, by
 * one of those who want to know; false while it cannot be told, for half a minute at a time.
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
  let known: { proves: Promise<boolean>; until: number } | undefined
  const ask = async (): Promise<boolean> => {
    try {
      const response = await fetch(`${supabaseUrl}/auth/v1/settings`, {
        headers: { apikey: secretKey },
        signal: AbortSignal.timeout(5000),
      })
      const proves = !settingsSchema.parse(await response.json()).mailer_autoconfirm
      if (!proves) log('error', 'grants.addresses_unproved', { hint: 'switch “Confirm email” on' })
      return proves
    } catch (error) {
      log('warn', 'grants.settings_unread', { message: String(error) })
      if (known) known.until = Math.min(known.until, performance.now() + unknownMs)
      return false
    }
  }
  return () => {
    if (!known || performance.now() >= known.until) {
      // What is asked is set first: `ask` shortens it where it gets no answer.
      known = { proves: Promise.resolve(false), until: performance.now() + keptMs }
      known.proves = ask()
    }
    return known.proves
  }
}
