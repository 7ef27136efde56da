import { listen } from '@plotline/db'
import { z } from 'zod'
import type { Log } from '../log.ts'

/** News of jobs, shared by everyone in this process who watches one. */
export type JobEvents = {
  /** Calls `onChange` whenever the job's row or a stage of it changes. Answers how to stop. */
  subscribe: (jobId: string, onChange: () => void) => () => void
  /** False while the connection is down: then nobody is called and a watcher has to look by itself. */
  listening: () => boolean
  close: () => Promise<void>
}

const payloadSchema = z.object({ id: z.string() })
const retryMs = 5_000

/** One LISTEN connection on `job_events`, opened at the first subscriber and kept. */
export function createJobEvents({ databaseUrl, log }: { databaseUrl: string; log: Log }): JobEvents {
  const watchers = new Map<string, Set<() => void>>()
  let connection: ReturnType<typeof listen> | null = null
  let healthy = false
  let triedAt = 0
  let closed = false

  const wakeAll = () => {
    for (const callbacks of watchers.values()) for (const call of callbacks) call()
  }

  const onPayload = (payload: string) => {
    healthy = true
    const parsed = payloadSchema.safeParse(parseJson(payload))
    if (!parsed.success) return
    for (const call of watchers.get(parsed.data.id) ?? []) call()
  }

  const onError = (error: unknown) => {
    if (closed) return
    if (healthy) log('warn', 'jobs.listen_lost', { message: String(error) })
    healthy = false
    wakeAll()
  }

  /** Whatever was announced in between is lost, so everyone looks once. */
  const onReconnect = () => {
    healthy = true
    wakeAll()
  }

  /** Opens the connection where there is none. A failed attempt is repeated, but not by every new watcher. */
  const open = () => {
    if (connection || closed || Date.now() - triedAt < retryMs) return
    triedAt = Date.now()
    const opening = listen({ url: databaseUrl, channel: 'job_events', onPayload, onError, onReconnect })
    connection = opening
    opening.then(
      () => {
        healthy = true
      },
      (error) => {
        connection = null
        onError(error)
      },
    )
  }

  return {
    subscribe(jobId, onChange) {
      open()
      const callbacks = watchers.get(jobId) ?? new Set()
      callbacks.add(onChange)
      watchers.set(jobId, callbacks)
      return () => {
        callbacks.delete(onChange)
        if (callbacks.size === 0 && watchers.get(jobId) === callbacks) watchers.delete(jobId)
      }
    },
    listening() {
      open()
      return healthy
    },
    async close() {
      closed = true
      wakeAll()
      const opened = await connection?.catch(() => null)
      await opened?.close()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
