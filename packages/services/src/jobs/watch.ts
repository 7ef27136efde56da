import type { Actor, ServiceContext } from '../context.ts'
import type { JobEvent } from '../contract/jobs.ts'
import { createBell } from './bell.ts'
import { readJobEvent } from './read.ts'
import { hasEnded } from './status.ts'

/** How long a watcher waits before it looks by itself: soon when nobody would call it, else as a backstop. */
const pollMs = { listening: 15_000, alone: 2_000 }

/**
 * Every change of a job, from its present state to its end; then the iterable ends by itself.
 * Throws `not_found` for a job that is not the actor's. Stops quietly when `signal` aborts.
 */
export async function* watchJob(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<JobEvent, void, void> {
  const bell = createBell()
  const unsubscribe = ctx.events.subscribe(id, bell.ring)
  signal?.addEventListener('abort', bell.ring)
  try {
    let last = ''
    while (!signal?.aborted) {
      const event = await readJobEvent(ctx, actor, id)
      const text = JSON.stringify(event)
      if (text !== last) yield event
      last = text
      if (hasEnded(event.status)) return
      await bell.wait(ctx.events.listening() ? pollMs.listening : pollMs.alone)
    }
  } finally {
    unsubscribe()
    signal?.removeEventListener('abort', bell.ring)
  }
}
