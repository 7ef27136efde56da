import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readBody } from '../http/body.ts'

const bodyLimitBytes = 10 << 20

/** Makes a web Request of a Node one; `body` replaces what the caller has already read. */
export async function toRequest(req: IncomingMessage, body?: Buffer): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  headers.delete('content-length')
  headers.delete('transfer-encoding')
  headers.delete('connection')
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD'
  return new Request(`http://${req.headers.host}${req.url}`, {
    method: req.method,
    headers,
    body: hasBody ? new Uint8Array(body ?? (await readBody(req, bodyLimitBytes))) : null,
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
