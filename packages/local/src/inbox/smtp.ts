import type { Readable } from 'node:stream'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { listen, type PortChoice } from '../ports.ts'
import type { MessageStore } from './store.ts'

const sizeLimitBytes = 5 << 20

/** Takes mail on 127.0.0.1 for any address and keeps it; nothing is ever sent on. */
export async function startSmtp(options: {
  port: PortChoice
  store: MessageStore
  log: (line: string) => void
}): Promise<{ port: number; stop(): Promise<void> }> {
  const { store, log } = options
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: sizeLimitBytes,
    logger: false,
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map((address) => address.address)
      receive(stream, recipients, store).then(
        () => done(),
        (error) => done(error),
      )
    },
  })
  let isUp = false
  // It reports a port that is taken here too; that is no news while ports are tried.
  server.on('error', (error) => isUp && log(`inbox: ${error.message}`))
  const port = await listen(server.server, options.port)
  isUp = true
  return { port, stop: () => new Promise((stopped) => server.close(() => stopped())) }
}

async function receive(stream: Readable, recipients: string[], store: MessageStore): Promise<void> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes <= sizeLimitBytes) chunks.push(chunk)
  }
  if (bytes > sizeLimitBytes) throw Object.assign(new Error('Message too large'), { responseCode: 552 })
  const mail = await PostalMime.parse(Buffer.concat(chunks))
  const from = mail.from?.name ? `${mail.from.name} <${mail.from.address}>` : (mail.from?.address ?? '')
  for (const to of recipients) {
    await store.add({ to, from, subject: mail.subject ?? '', text: mail.text ?? '', html: mail.html ?? '' })
  }
}
