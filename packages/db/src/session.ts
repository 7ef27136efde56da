import pg from 'pg'
import { databaseLimits } from './limits.ts'

export interface KeptSession {
  /** Gives the session up; resolves when the connection is closed. */
  close: () => Promise<void>
}

const firstDelayMs = 100
const lastDelayMs = 5_000

/**
 * Keeps one connection of its own open, for what lives in a session: `onOpen` says LISTEN or takes a lock, and does so
 * again on every connection that follows a lost one. Resolves once open; throws when the first connection fails. A peer
 * that went away without a word is noticed by a heartbeat. A loss is reported to `onError` and made good with growing
 * pauses (0.1 s … 5 s); `onReopen` then tells so. Needs a direct or session connection.
 */
export async function keepSession(options: {
  url: string
  applicationName: string
  onOpen: (client: pg.Client) => Promise<unknown>
  onError: (error: unknown) => void
  onReopen?: () => void
  heartbeatMs?: number
}): Promise<KeptSession> {
  const heartbeatMs = options.heartbeatMs ?? databaseLimits.heartbeatMs
  let closed = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let heartbeat: NodeJS.Timeout | undefined
  let delayMs = firstDelayMs
  let connecting: Promise<void> = Promise.resolve()

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName,
      keepAlive: true,
      connectionTimeoutMillis: databaseLimits.waitMs,
      query_timeout: databaseLimits.heartbeatAnswerMs,
    })
    let lost = false
    const lose = (error: unknown) => {
      if (lost || closed) return
      lost = true
      options.onError(error)
      if (client === next) schedule()
    }
    next.on('error', lose)
    next.on('end', () => lose(new Error(`the connection ${options.applicationName} ended`)))
    try {
      await next.connect()
      await options.onOpen(next)
    } catch (error) {
      lost = true
      await end(next)
      throw error
    }
    client = next
    delayMs = firstDelayMs
    // Lost between the opening and here: `lose` saw another client and left the retry to us.
    if (lost) schedule()
    else beat(next, lose)
  }

  function beat(current: pg.Client, lose: (error: unknown) => void): void {
    heartbeat = setTimeout(async () => {
      try {
        await current.query('select 1')
        if (client === current && !closed) beat(current, lose)
      } catch (error) {
        lose(error)
        await end(current)
      }
    }, heartbeatMs)
  }

  function schedule(): void {
    if (closed) return
    client = undefined
    clearTimeout(heartbeat)
    retry = setTimeout(() => {
      connecting = connect().then(
        async () => {
          if (closed) await end(client)
          else options.onReopen?.()
        },
        (error) => {
          options.onError(error)
          schedule()
        },
      )
    }, delayMs)
    delayMs = Math.min(delayMs * 2, lastDelayMs)
  }

  await connect()
  return {
    close: async () => {
      if (closed) return
      closed = true
      clearTimeout(retry)
      clearTimeout(heartbeat)
      await connecting
      await end(client)
    },
  }
}

/** Says goodbye, and does not wait for ever for a peer that says nothing back. */
async function end(client: pg.Client | undefined): Promise<void> {
  const patience = Promise.withResolvers<void>()
  const timer = setTimeout(patience.resolve, 1_000)
  await Promise.race([client?.end().catch(() => {}), patience.promise])
  clearTimeout(timer)
}
