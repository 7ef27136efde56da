import { log } from '../log.ts'

const heartbeatMs = 15_000

/** Aborted when the process is asked to stop: open streams would keep it alive. */
const shared = globalThis as { plotlineStopping?: AbortController }
function stopping(): AbortController {
  shared.plotlineStopping ??= new AbortController()
  return shared.plotlineStopping
}

/** Ends every open stream; their clients come back to the next process. */
export function endStreams(): void {
  stopping().abort()
}

/**
 * Events as `text/event-stream`: a numbered `event: <name>` for each value, a comment every 15 s, closed after
 * the last value and when the client goes. The first value is awaited before the answer begins, so that a
 * refusal is still an answer with a status. A browser reconnects to any stream that ends: one that has seen the
 * last event (its id is `end`) is told to stop by 204.
 */
export async function eventStream<T>({
  name,
  open,
  isLast,
  onClosed,
  lastEventId,
  signal,
}: {
  name: string
  open: (signal: AbortSignal) => AsyncIterable<T>
  isLast: (value: T) => boolean
  /** Called however the stream ends, and where it never began; more than once, it may be. */
  onClosed: () => void
  lastEventId?: string
  signal: AbortSignal
}): Promise<Response> {
  const gone = new AbortController()
  const over = AbortSignal.any([signal, stopping().signal, gone.signal])
  const values = open(over)[Symbol.asyncIterator]()
  let heartbeat: ReturnType<typeof setInterval> | undefined
  const end = () => {
    clearInterval(heartbeat)
    // Where nobody pulls any more the source would wait for ever to be asked for its next value.
    values.return?.().catch(() => {})
    onClosed()
  }
  over.addEventListener('abort', end)
  const first = await values.next().catch((error: unknown) => {
    end()
    throw error
  })
  if (first.done || (lastEventId === 'end' && isLast(first.value))) {
    end()
    return new Response(null, { status: 204 })
  }

  const encoder = new TextEncoder()
  let count = 0
  const write = (value: T) => {
    const id = isLast(value) ? 'end' : String(++count)
    return encoder.encode(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(value)}\n\n`)
  }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 2000\n\n'))
      controller.enqueue(write(first.value))
      heartbeat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), heartbeatMs)
    },
    async pull(controller) {
      try {
        const next = await values.next()
        if (!next.done) return controller.enqueue(write(next.value))
      } catch (error) {
        log('error', 'events.failed', { name, message: String(error) })
      }
      // A client that has gone has closed the stream already.
      if (gone.signal.aborted) return
      gone.abort()
      controller.close()
    },
    cancel: () => gone.abort(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
