/** Shows the dialog; resolves true once somebody is signed in, false where it is put away. */
type Ask = () => Promise<boolean>

let ask: Ask | null = null
let asking: Promise<boolean> | null = null
let declined = false

/** The page's dialog registers itself. Answers how to take it away. */
export function answerSignIn(show: Ask): () => void {
  ask = show
  return () => {
    if (ask === show) ask = null
  }
}

/**
 * Asks for the sign-in that has expired, in place. Many that ask together share one dialog. What a page reads by
 * itself does not bring back a dialog that was put away; what a person does, does.
 */
export function askToSignIn({ isRead }: { isRead: boolean }): Promise<boolean> {
  if (asking) return asking
  if (!ask || (isRead && declined)) return Promise.resolve(false)
  asking = ask()
    .then((signedIn) => {
      declined = !signedIn
      return signedIn
    })
    .finally(() => {
      asking = null
    })
  return asking
}

/**
 * Whether the person of a page (its id; undefined where the page knows nobody) is signed in again, or another one is.
 * Nobody where that cannot be told.
 */
export async function whoCameBack(before: string | undefined): Promise<'same' | 'another' | 'nobody'> {
  const answer = await fetch('/api/user/profile').catch(() => null)
  if (!answer?.ok) return 'nobody'
  // The whole schema would bring every machine's with it, on every page.
  const profile: unknown = await answer.json().catch(() => null)
  const id = typeof profile === 'object' && profile !== null && 'id' in profile ? profile.id : null
  if (typeof id !== 'string') return 'nobody'
  return before === undefined || id === before ? 'same' : 'another'
}
