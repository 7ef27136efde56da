import type { Actor } from '@plotline/services'
import { headers } from 'next/headers'
import { openSession } from './session.ts'
import { signedIn } from './signed-in.ts'

/** Who a page is rendered for, null for nobody. The proxy has refreshed the session before a page runs. */
export async function pageActor(): Promise<Actor | null> {
  return signedIn(openSession((await headers()).get('cookie')))
}
