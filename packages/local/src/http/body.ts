import type { IncomingMessage } from 'node:http'

/** A request body that is too long or is not the JSON object it should be. */
export class BodyError extends Error {
  readonly status: 400 | 413
  constructor(status: 400 | 413, message: string) {
    super(message)
    this.status = status
  }
}

/** Reads a whole body of at most `limitBytes`. Throws BodyError 413 above it. */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req) {
    bytes += chunk.length
    if (bytes > limitBytes) throw new BodyError(413, `Expected a body of at most ${limitBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Reads a JSON object; an empty body is an empty object. Throws BodyError 400 for anything else. */
export async function readJson(req: IncomingMessage, limitBytes = 1 << 20): Promise<Record<string, unknown>> {
  return parseJsonObject(await readBody(req, limitBytes))
}

/** Parses the bytes of a JSON object; no bytes are an empty object. Throws BodyError 400 for anything else. */
export function parseJsonObject(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return {}
  const value = parseJson(bytes.toString('utf8'))
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new BodyError(400, 'Expected a JSON object.')
}

/** Parses JSON whose every text Postgres can hold. Throws BodyError 400 for anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => {
      for (const part of [key, value]) if (typeof part === 'string' && !isStorable(part)) throw notStorable()
      return value
    })
  } catch (error) {
    throw error instanceof BodyError ? error : new BodyError(400, 'Expected JSON.')
  }
}

/** Without U+0000, and without a surrogate that has no other half. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

function notStorable(): BodyError {
  return new BodyError(400, 'Expected text without U+0000 and without half a character.')
}
