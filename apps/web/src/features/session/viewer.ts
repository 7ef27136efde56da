import 'server-only'
import { getProfile } from '@plotline/services'
import type { Device } from '@plotline/strokes'
import { redirect, unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { log } from '#server/log.ts'
import { services } from '#server/services.ts'
import { pageActor } from '#server/session/page-actor.ts'

/** What the pages show of whoever is signed in. */
export type Viewer = {
  id: string
  email: string
  displayName: string
  tier: 'free' | 'paid'
  balance: number
}

/** Who is looking, or null. A page still renders when that cannot be told just now. */
export async function getViewer(): Promise<Viewer | null> {
  const profile = await readProfile()
  if (!profile) return null
  const { id, email, displayName, tier, credits } = profile
  return { id, email, displayName, tier, balance: credits.balance }
}

/** The machines of whoever is looking. */
export async function getOwnDevices(): Promise<Device[]> {
  return Object.values((await readProfile())?.devices ?? {})
}

/** Read once for a page, whoever asks. */
const readProfile = cache(async () => {
  try {
    const actor = await pageActor()
    return actor && (await getProfile(await services(), actor))
  } catch (error) {
    // Next's own signals ("this page is dynamic") are not failures.
    unstable_rethrow(error)
    log('warn', 'viewer_unknown', { error: error instanceof Error ? error.name : 'unknown' })
    return null
  }
})

/** Who is looking; whoever is not signed in goes to sign in first and comes back to `path`. */
export async function requireViewer(path: string): Promise<Viewer> {
  const viewer = await getViewer()
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return viewer
}
