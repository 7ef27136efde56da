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
