import pg from 'pg'

/** A refusal in hosted storage's terms: supabase-js reads `status`, `code` and `message`. */
export class StorageError extends Error {
  readonly status: number
  readonly code: string
  /** The newer clients' name for it, where there is one: they tell a missing object from a missing bucket by it. */
  readonly key: string | undefined
  constructor(status: number, code: string, message: string, key?: string) {
    super(message)
    this.status = status
    this.code = code
    this.key = key
  }
}

/** What cannot be seen and what does not exist are the same answer. */
export function objectNotFound(): StorageError {
  return new StorageError(404, 'not_found', 'Object not found', 'NoSuchKey')
}

export function bucketNotFound(): StorageError {
  return new StorageError(404, 'Bucket not found', 'Bucket not found', 'NoSuchBucket')
}

export function tooLarge(): StorageError {
  return new StorageError(413, 'Payload too large', 'The object exceeded the maximum allowed size')
}

/**
 * Whether a write surely did not happen. A connection that is lost leaves that open, since the commit may have been
 * the last thing it did: bytes whose row may be there are kept, and swept later when it is not.
 */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof StorageError || (error instanceof pg.DatabaseError && !/^(57|08)/.test(error.code ?? ''))
  )
}

/** Turns what Postgres refused by policy, key or constraint into the matching refusal; null when it is our fault. */
export function toStorageError(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error
  if (error instanceof URIError) return new StorageError(400, 'InvalidKey', 'Invalid path encoding')
  if (!(error instanceof pg.DatabaseError)) return null
  if (error.code === '42501') {
    return new StorageError(403, 'Unauthorized', 'new row violates row-level security policy')
  }
  if (error.code === '23505') return new StorageError(409, 'Duplicate', 'The resource already exists')
  if (error.code === '23503') return bucketNotFound()
  return null
}
