import { createServer, type RequestListener, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { listen } from '../../packages/local/src/ports.ts'

/** What is used here of Next, which belongs to `apps/web`. */
type Next = (options: { dev: boolean; dir: string; hostname: string; port: number; httpServer: Server }) => {
  prepare(): Promise<void>
  close(): Promise<void>
  getRequestHandler(): RequestListener
}

/**
 * The web process of `npm start`. It listens first and prints on which port, for only then the site's address is known,
 * which all other parts need. What it has to know besides comes as one line of JSON on its standard input; requests
 * that come earlier wait. Next is served from the working folder.
 */
const { values: flags } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    /** The port and no other. */
    fixed: { type: 'boolean', default: false },
    dev: { type: 'boolean', default: false },
  },
})
const { host, fixed, dev } = flags
const wanted = Number(flags.port)
const folder = process.cwd()
const handler = Promise.withResolvers<RequestListener>()
const server = createServer(async (req, res) => (await handler.promise)(req, res))
let app: ReturnType<Next> | undefined

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
try {
  const port = await listen(server, fixed || wanted === 0 ? wanted : { preferred: wanted }, host)
  process.stdout.write(`${JSON.stringify({ event: 'listening', port })}\n`)
  Object.assign(process.env, JSON.parse(await firstLine()), { PORT: String(port) })
  const next: Next = createRequire(join(folder, 'package.json'))('next')
  const loading = next({ dev, dir: folder, hostname: host, port, httpServer: server })
  await loading.prepare()
  app = loading
  handler.resolve(app.getRequestHandler())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  throw new Error('The web was started without being told its environment.')
}

/** Answers what has been asked, takes nothing new, and leaves; at once where nothing can be answered yet. */
function stop(): void {
  if (!app) process.exit(0)
  server.close(async () => {
    await app?.close().catch((error) => console.error(error))
    process.exit(0)
  })
}
