import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import { parseJson } from '../http/body.ts'
import { StorageError, tooLarge } from './error.ts'

/** A file on its way in. */
export interface IncomingFile {
  stream: Readable
  contentType: string
  /** As the object's cache-control header will say. */
  cacheControl: string
  userMetadata: Record<string, unknown> | null
}

/** Room for the form around the file. */
const overheadBytes = 64 << 10

/**
 * Hands the file of an upload to `use` while it still streams: the whole body, or the first file of a form, which is how
 * supabase-js sends a Blob. A body that says it is too long is refused before a byte is read.
 */
export async function receiveFile<T>(
  req: IncomingMessage,
  limitBytes: number,
  use: (file: IncomingFile) => Promise<T>,
): Promise<T> {
  if (Number(req.headers['content-length'] ?? 0) > limitBytes + overheadBytes) throw tooLarge()
  const type = req.headers['content-type'] ?? 'application/octet-stream'
  if (type.startsWith('multipart/form-data')) return receiveForm(req, type, use)
  const seconds = /max-age=(\d+)/.exec(req.headers['cache-control'] ?? '')?.[1]
  const metadata = req.headers['x-metadata']
  return use({
    stream: req,
    contentType: bare(type),
    cacheControl: seconds ? `max-age=${seconds}` : 'no-cache',
    userMetadata: metadata ? parseMetadata(Buffer.from(String(metadata), 'base64').toString('utf8')) : null,
  })
}

function receiveForm<T>(
  req: IncomingMessage,
  contentType: string,
  use: (file: IncomingFile) => Promise<T>,
): Promise<T> {
  const form = new Busboy({
    headers: { 'content-type': contentType },
    limits: { files: 1, fields: 10, fieldSize: overheadBytes },
  })
  const fields = new Map<string, string>()
  return new Promise((resolve, reject) => {
    let used: Promise<T> | undefined
    let file: Readable | undefined
    form.on('field', (name: string, value: string) => void fields.set(name, value))
    form.on('file', (_field, stream: Readable, _name, _encoding, mime: string) => {
      file = stream
      const seconds = /^\d+$/.exec(fields.get('cacheControl') ?? '')?.[0]
      used = Promise.resolve().then(() =>
        use({
          stream,
          contentType: bare(mime),
          cacheControl: seconds ? `max-age=${seconds}` : 'no-cache',
          userMetadata: parseMetadata(fields.get('metadata') ?? ''),
        }),
      )
      used.then(resolve, (error) => {
        req.unpipe(form)
        reject(error)
      })
    })
    form.on('finish', () => {
      if (!used) reject(new StorageError(400, 'InvalidRequest', 'Expected a file in the form'))
    })
    form.on('error', () => reject(new StorageError(400, 'InvalidRequest', 'Expected a well-formed form')))
    req.on('close', () => {
      if (!req.complete) file?.destroy(new Error('The upload was broken off'))
    })
    req.pipe(form)
  })
}

function bare(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase() || 'application/octet-stream'
}

function parseMetadata(text: string): Record<string, unknown> | null {
  if (!text) return null
  const value = parseJson(text)
  return typeof value === 'object' && value !== null ? { ...value } : null
}
