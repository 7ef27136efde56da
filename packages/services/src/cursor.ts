import { z } from 'zod'
import { DomainError } from './error.ts'

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()])

/**
 * The place after a row in a list ordered by time and id, newest first. Times are stored in milliseconds, so
 * a `Date` holds them whole.
 */
export function encodeCursor(createdAt: Date, id: string): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

/** What `encodeCursor` made; throws `invalid_request` for anything else. */
export function decodeCursor(cursor: string): { createdAt: string; id: string } {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!parsed.success) {
    throw new DomainError('invalid_request', 'The cursor is not one this list gave.', [
      { path: 'cursor', message: 'expected the nextCursor of a page before' },
    ])
  }
  const [createdAt, id] = parsed.data
  return { createdAt, id }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
