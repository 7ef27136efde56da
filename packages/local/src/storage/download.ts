import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ObjectRow, StorageContext } from './context.ts'
import { objectNotFound } from './error.ts'

/** An inclusive range of bytes, or a request for one that the object does not have. */
export type ByteRange = { start: number; end: number } | 'unsatisfiable' | null

/**
 * Reads a Range header for a file of `size` bytes (RFC 9110, one range). Null means the whole file: no header, several
 * ranges, or another unit, all of which a server may ignore.
 */
export function parseRange(header: string | undefined, size: number): ByteRange {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (!first && !last)) return null
  if (!first) {
    const count = Number(last)
    return count === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - count), end: size - 1 }
  }
  const start = Number(first)
  const end = last ? Math.min(Number(last), size - 1) : size - 1
  if (last && Number(last) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}

/**
 * Streams an object's bytes, whole or a range. Whatever was uploaded, a browser never runs it: no sniffing, and a
 * sandbox without scripts. `download` names the file to save as; '' takes the object's own name; null shows it.
 */
export async function sendObject(
  { blobs }: StorageContext,
  req: IncomingMessage,
  res: ServerResponse,
  object: ObjectRow,
  download: string | null,
): Promise<void> {
  const path = blobs.pathOf(object.version)
  const size = await stat(path).then(
    (info) => info.size,
    () => {
      throw objectNotFound()
    },
  )
  const { eTag, mimetype, cacheControl } = object.metadata
  res.setHeader('content-type', mimetype)
  res.setHeader('cache-control', cacheControl)
  res.setHeader('etag', eTag)
  res.setHeader('last-modified', new Date(object.updated_at).toUTCString())
  res.setHeader('accept-ranges', 'bytes')
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  if (download !== null) res.setHeader('content-disposition', attachment(download || lastStep(object.name)))
  if (req.headers['if-none-match'] === eTag) return end(res, 304)

  const ifRange = req.headers['if-range']
  const range = ifRange && ifRange !== eTag ? null : parseRange(req.headers.range, size)
  if (range === 'unsatisfiable') {
    res.setHeader('content-range', `bytes */${size}`)
    return end(res, 416)
  }
  const { start, end: last } = range ?? { start: 0, end: size - 1 }
  if (range) res.setHeader('content-range', `bytes ${start}-${last}/${size}`)
  res.setHeader('content-length', last - start + 1)
  res.statusCode = range ? 206 : 200
  if (req.method === 'HEAD' || size === 0) return void res.end()
  await pipeline(createReadStream(path, { start, end: last }), res)
}

function end(res: ServerResponse, status: number): void {
  res.statusCode = status
  res.end()
}

function lastStep(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

/** `attachment` with the file's name, also for programs that read only ASCII (RFC 6266, RFC 8187). */
function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
