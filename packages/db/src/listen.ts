import pg from 'pg'

export interface Listener {
  /** Stops listening; resolves when the connection is closed. */
  close: () => Promise<void>
}

const firstDelayMs = 100
const lastDelayMs = 5_000

/**
 * Listens on one Postgres channel with a connection of its own and hands every payload to `onPayload`.
 * Resolves once listening; throws when the first connection fails. A connection lost later is reported to `onError`
 * and made again with growing pauses (0.1 s … 5 s); `onReconnect` then tells that payloads may have been missed.
 * Needs a direct or session connection: a transaction pooler drops LISTEN.
 */
export async function listen(options: {
  url: string
  channel: string
  onPayload: (payload: string) => void
  onError: (error: unknown) => void
  onReconnect?: () => void
}): Promise<Listener> {
  let closed = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let delayMs = firstDelayMs
  let connecting: Promise<void> = Promise.resolve()

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: `plotline listen ${options.channel}`,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    })
    let lost = false
    const lose = (error: unknown) => {
      if (lost || closed) return
      lost = true
      options.onError(error)
      if (client === next) schedule()
    }
    next.on('error', lose)
    next.on('end', () => lose(new Error(`the connection listening on ${options.channel} ended`)))
    next.on('notification', (message) => options.onPayload(message.payload ?? ''))
    try {
      await next.connect()
      await next.query(`listen ${next.escapeIdentifier(options.channel)}`)
    } catch (error) {
      lost = true
      await next.end().catch(() => {})
      throw error
    }
    client = next
    delayMs = firstDelayMs
    // Lost between LISTEN and here: `lose` saw another client and left the retry to us.
    if (lost) schedule()
  }

  function schedule(): void {
    if (closed) return
    client = undefined
    retry = setTimeout(() => {
      connecting = connect().then(
        () => (closed ? client?.end() : options.onReconnect?.()),
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
      await connecting
      await client?.end()
    },
  }
}
