/** What storage refuses at every try, for the file itself is the reason. Everything else may pass by itself. */
export class StorageRefusal extends Error {
  readonly code: 'too_large' | 'unsupported_type'

  constructor(code: StorageRefusal['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageRefusal'
    this.code = code
  }
}

/** How storage says so: by a status, which older servers give in the body of a 400, or by a word. */
const refusals = new Map<string, StorageRefusal['code']>([
  ['413', 'too_large'],
  ['EntityTooLarge', 'too_large'],
  ['Payload too large', 'too_large'],
  ['415', 'unsupported_type'],
  ['InvalidMimeType', 'unsupported_type'],
  ['invalid_mime_type', 'unsupported_type'],
])

/** Which refusal an error of the storage client is; undefined for one that may pass. */
export function refusalOf(error: Error): StorageRefusal['code'] | undefined {
  const { status, statusCode, code } = error as { status?: unknown; statusCode?: unknown; code?: unknown }
  for (const said of [status, statusCode, code]) {
    const refusal = refusals.get(String(said))
    if (refusal) return refusal
  }
  return undefined
}
