import { DomainError, sharedCaps } from '@plotline/services'

/** Next bundles routes apart: what must be one per process lives on `globalThis`. */
const shared = globalThis as { plotlineStreams?: Map<string, number> }
const retryAfterSeconds = 30

/**
 * Takes a place among this process's open streams for a person; answers how to give it back. A browser does not come back
 * to a stream that is refused. Throws `too_many_streams`.
 */
export function enterStream(userId: string, cap: number): () => void {
  shared.plotlineStreams ??= new Map()
  const open = shared.plotlineStreams
  const own = open.get(userId) ?? 0
  if (own >= cap) {
    throw refusal(`${own} streams of yours are open. Close other tabs, or ask for the job itself.`)
  }
  let all = 0
  for (const count of open.values()) all += count
  if (all >= sharedCaps['streams.open']) {
    throw refusal(
      'Very many streams are open at the moment. Ask for the job itself, or try again in a while.',
    )
  }
  open.set(userId, own + 1)
  let isOpen = true
  return () => {
    if (!isOpen) return
    isOpen = false
    const left = (open.get(userId) ?? 1) - 1
    if (left > 0) open.set(userId, left)
    else open.delete(userId)
  }
}

function refusal(sentence: string): DomainError {
  return new DomainError('too_many_streams', sentence, undefined, { retryAfterSeconds })
}
