import type { IncomingMessage, ServerResponse } from 'node:http'
import qs from 'qs'
import { z } from 'zod'
import { invalid, StripeError } from './errors.ts'

const maxBodyBytes = 256 * 1024

export type SandboxRequest = {
  method: string
  path: string
  query: Record<string, unknown>
  body: Record<string, unknown>
  authorization: string
  idempotencyKey: string | null
}

/** Reads one request: Stripe's form encoding (`line_items[0][price_data][currency]=eur`) becomes nested objects. */
export async function readRequest(req: IncomingMessage): Promise<SandboxRequest> {
  const url = new URL(req.url ?? '/', 'http://sandbox')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += chunk.length
    if (size > maxBodyBytes)
      throw new StripeError(413, 'request_too_large', 'The body is larger than 256 kB.')
    chunks.push(chunk)
  }
  const idempotencyKey = req.headers['idempotency-key']
  return {
    method: req.method ?? 'GET',
    path: url.pathname,
    query: parseForm(url.search.slice(1)),
    body: parseForm(Buffer.concat(chunks).toString('utf8')),
    authorization: req.headers.authorization ?? '',
    idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : null,
  }
}

/** Checks a body against a schema; a wrong field answers as Stripe does, with the field's name as `param`. */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw invalid(issue?.path.join('.') ?? 'body', issue?.message ?? 'The request is not valid.')
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  res.end(text)
}

/** Form values are strings; these read them as what they mean. */
export const formNumber = z.coerce.number().int()
export const formStrings = z.record(z.string(), z.string())

function parseForm(text: string): Record<string, unknown> {
  return qs.parse(text, { depth: 8, arrayLimit: 100, parameterLimit: 500, plainObjects: true })
}
