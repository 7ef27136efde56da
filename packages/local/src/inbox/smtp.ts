import type { Readable } from 'node:stream'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { MessageStore } from './store.ts'

const sizeLimitBytes = 5 << 20

/** Takes mail on 127.0.0.1 for any address and keeps it; nothing is ever sent on. */
export function startSmtp(options: {
  port: number
  store: MessageStore
  log: (line: string) => void
}): Promise<{ port: number; stop(): Promise<void> }> {
  const { port, store, log } = options
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
  server.on('error', (error) => log(`inbox: ${error.message}`))
  return new Promise((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.server.address()
      const taken = typeof address === 'object' && address ? address.port : port
      resolve({ port: taken, stop: () => new Promise((stopped) => server.close(() => stopped())) })
    })
  })
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
