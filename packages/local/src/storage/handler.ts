import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { connect } from '../database/connect.ts'
import { BodyError } from '../http/body.ts'
import { sendJson } from '../http/reply.ts'
import type { Secrets } from '../secrets.ts'
import { Blobs } from './blobs.ts'
import type { StorageContext } from './context.ts'
import { StorageError, toStorageError } from './error.ts'
import { routes } from './routes.ts'

export interface Storage {
  handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void>
  stop(): Promise<void>
}

const hourMs = 3_600_000

/**
 * Storage as supabase-js expects it at `/storage/v1`: rows in Postgres, where policies decide, and bytes in `folder`.
 * Bytes that a crash left without a row are removed in the background: at the next start, for nothing is under way then,
 * and after an hour or two where only their writing failed.
 */
export async function createStorage(options: {
  databaseUrl: string
  folder: string
  secrets: Secrets
  log: (line: string) => void
}): Promise<Storage> {
  const { databaseUrl, folder, secrets, log } = options
  const db = connect(databaseUrl, { max: 6 })
  const blobs = new Blobs(folder)
  const context: StorageContext = { db, blobs, secrets }
  const findKnown = async (versions: string[]) => {
    const { rows } = await sql<{ version: string }>`
      select version from storage.objects where version = any(${versions})`.execute(db)
    return new Set(rows.map((row) => row.version))
  }
  const sweep = async (files: ReadonlyMap<string, readonly string[]>, ageMs: number) => {
    try {
      await blobs.sweep(files, findKnown, ageMs)
    } catch (error) {
      log(`storage: could not sweep: ${error}`)
    }
  }
  // Read before anybody is served: what lies there now is of an earlier run.
  let sweeping = sweep(await blobs.list(), 0)
  const hourly = setInterval(() => {
    sweeping = sweeping.then(async () => sweep(await blobs.list(), hourMs))
  }, hourMs)
  hourly.unref()
  return {
    async handle(req, res, url) {
      try {
        await answer(context, req, res, url)
      } catch (error) {
        sendError(req, res, error, log)
      }
    },
    async stop() {
      clearInterval(hourly)
      await sweeping
      await db.destroy()
    },
  }
}

async function answer(
  context: StorageContext,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.slice('/storage/v1'.length)
  for (const route of routes) {
    if (!route.methods.includes(req.method ?? '')) continue
    const found = route.path.exec(path)
    if (!found) continue
    const [first = '', rest = ''] = found.slice(1).map((part) => decodeURIComponent(part ?? ''))
    const body = await route.answer({ context, req, res, query: url.searchParams, bucket: first, name: rest })
    if (body !== undefined) sendJson(res, 200, body)
    return
  }
  throw new StorageError(404, 'not_found', `Route ${req.method}:${path} not found`)
}

function sendError(
  req: IncomingMessage,
  res: ServerResponse,
  error: unknown,
  log: (line: string) => void,
): void {
  const refusal =
    error instanceof BodyError
      ? new StorageError(error.status, 'InvalidRequest', error.message)
      : toStorageError(error)
  if (!refusal && !req.destroyed) log(`storage: ${error instanceof Error ? error.stack : error}`)
  if (res.headersSent) return void res.destroy()
  if (!req.complete) {
    // The rest of a refused upload is not read: the answer goes out, then the connection closes.
    res.setHeader('connection', 'close')
    res.once('finish', () => req.destroy())
  }
  for (const name of res.getHeaderNames()) {
    if (/^(content-|etag|last-modified|accept-ranges)/.test(name)) res.removeHeader(name)
  }
  const { status, code, message, key } = refusal ?? new StorageError(500, 'internal', 'Internal server error')
  // As hosted: the status inside the body says what it was, the one outside is 400 for every refusal.
  sendJson(res, status === 500 ? 500 : 400, {
    statusCode: String(status),
    error: code,
    message,
    ...(key ? { code: key } : {}),
  })
}
