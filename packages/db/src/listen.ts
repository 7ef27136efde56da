import { type KeptSession, keepSession } from './session.ts'

export type Listener = KeptSession

/**
 * Listens on one Postgres channel with a connection of its own and hands every payload to `onPayload`.
 * Resolves once listening; throws when the first connection fails. A connection lost later, also one whose peer went
 * away without a word, is reported to `onError` and made again with growing pauses (0.1 s … 5 s); `onReconnect` then
 * tells that payloads may have been missed. Needs a direct or session connection: a transaction pooler drops LISTEN.
 */
export function listen(options: {
  url: string
  channel: string
  onPayload: (payload: string) => void
  onError: (error: unknown) => void
  onReconnect?: () => void
  heartbeatMs?: number
}): Promise<Listener> {
  const { url, channel, onPayload, onError, onReconnect, heartbeatMs } = options
  return keepSession({
    url,
    applicationName: `plotline listen ${channel}`,
    onOpen: (client) => {
      client.on('notification', (message) => onPayload(message.payload ?? ''))
      return client.query(`listen ${client.escapeIdentifier(channel)}`)
    },
    onError,
    onReopen: onReconnect,
    heartbeatMs,
  })
}
