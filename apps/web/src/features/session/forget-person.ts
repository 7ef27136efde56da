import { dropDrafts } from '../studio/draft-store.ts'
import { signedOutMark, tellSignedOut } from './signed-out.ts'

/**
 * Takes what is a person's out of this browser: the photo, the settings and the order of the studio, how plots were
 * set up, the machine. The theme stays: it is the browser's. The other tabs follow.
 */
export async function forgetPerson(): Promise<void> {
  await dropDrafts()
  clear(() => localStorage)
  clear(() => sessionStorage)
  try {
    if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name)
    sessionStorage.setItem(signedOutMark, '1')
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  tellSignedOut()
}

function clear(storage: () => Storage): void {
  try {
    storage().clear()
  } catch {
    // The same.
  }
}
