/** Left in a tab that was signed out in: a page of its history must not come back as it was. */
export const signedOutMark = 'plotline:signed-out'

const channelName = 'plotline'
const word = 'signed-out'

/** Tells the other tabs of this browser. */
export function tellSignedOut(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(word)
  channel.close()
}

/** Calls `leave` when another tab has signed out. Answers how to stop. */
export function whenSignedOut(leave: () => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = ({ data }) => {
    if (data === word) leave()
  }
  return () => channel.close()
}
