import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseJson, readBody } from '../http/body.ts'

const bodyLimitBytes = 10 << 20

/** The only schema that REST shows. */
const restSchema = 'public'

/**
 * Makes a web Request of a Node one; `body` replaces what the caller has already read. As PostgREST does it, a request
 * that names no schema means the first. Throws BodyError 400 for JSON that is none, or that no table can hold: lite
 * would answer it by 500.
 */
export async function toRequest(req: IncomingMessage, body?: Buffer): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  headers.delete('content-length')
  headers.delete('transfer-encoding')
  headers.delete('connection')
  for (const name of ['accept-profile', 'content-profile']) {
    if (!headers.get(name)) headers.set(name, restSchema)
  }
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD'
  const bytes = hasBody ? (body ?? (await readBody(req, bodyLimitBytes))) : null
  const type = headers.get('content-type') ?? 'application/json'
  if (bytes?.length && /json|text\/plain/i.test(type)) parseJson(bytes.toString('utf8'))
  return new Request(`http://${req.headers.host}${req.url}`, {
    method: req.method,
    headers,
    body: bytes && new Uint8Array(bytes),
  })
}

/** Sends a web Response through Node's; lite's own CORS headers stay behind, ours are already set. */
export async function sendResponse(res: ServerResponse, response: Response): Promise<void> {
  res.statusCode = response.status
  response.headers.forEach((value, name) => {
    if (name === 'set-cookie' || name === 'vary' || name.startsWith('access-control-')) return
    res.setHeader(name, value)
  })
  for (const cookie of response.headers.getSetCookie()) res.appendHeader('set-cookie', cookie)
  if (!response.body) return void res.end()
  await pipeline(Readable.fromWeb(response.body), res)
}
