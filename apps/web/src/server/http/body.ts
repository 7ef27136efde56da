import { DomainError, type Issue } from '@plotline/services'
import { isStorable } from '@plotline/services/contract'
import type { z } from 'zod'

/** Reads a body of at most `maxBytes`; throws `too_large` at the first byte past it, whatever its length claimed. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new DomainError('too_large', `A body of up to ${maxBytes} bytes is taken here.`)
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge()
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body) {
    length += chunk.byteLength
    if (length > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Reads a JSON body. Only `application/json` is taken, which no cross-site form can send. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new DomainError('invalid_json', 'Expected a body of type application/json.')
  }
  const bytes = await readBytes(request, maxBytes)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new DomainError('invalid_json')
  }
}

/**
 * Parses by a contract schema; throws `invalid_request` that names every field that is wrong. Text that Postgres cannot
 * hold is wrong in every field, so that no schema has to say so and none can forget it.
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const unstorable = findUnstorable(input)
  if (unstorable) {
    throw new DomainError('invalid_request', undefined, [
      { path: unstorable.join('.'), message: 'expected text without U+0000 and without half a character' },
    ])
  }
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid_request', undefined, parsed.error.issues.slice(0, 20).map(toIssue))
}

/** Where a text, or the name of a field, holds U+0000 or a surrogate without its other half. However deep, no recursion. */
function findUnstorable(input: unknown): string[] | null {
  const waiting: { value: unknown; path: string[] }[] = [{ value: input, path: [] }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next
    if (typeof value === 'string' && !isStorable(value)) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [name, inner] of Object.entries(value)) {
      if (!isStorable(name)) return [...path, name.toWellFormed().replaceAll('\0', '\ufffd')]
      if (typeof inner === 'object' || typeof inner === 'string') {
        waiting.push({ value: inner, path: [...path, name] })
      }
    }
  }
  return null
}

function toIssue({ path, message }: z.core.$ZodIssue): Issue {
  return { path: path.map(String).join('.'), message }
}
