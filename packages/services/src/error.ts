import { type ErrorCode, errorTable } from './contract/errors.ts'

/** What a caller may show beside a field: where it is in the body and what is wrong with it. */
export type Issue = { path: string; message: string }

/**
 * The one error a verb throws on purpose. `code` is closed (`contract/errors.ts`); `detail` is a sentence for
 * the person who asked, never a stack, a query or somebody else's data.
 */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly issues: readonly Issue[] | undefined
  /** When trying again may help. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    detail?: string,
    issues?: readonly Issue[],
    { retryAfterSeconds }: { retryAfterSeconds?: number } = {},
  ) {
    super(detail ?? errorTable[code].title)
    this.name = 'DomainError'
    this.code = code
    this.detail = detail
    this.issues = issues
    this.retryAfterSeconds = retryAfterSeconds
  }

  get status(): number {
    return errorTable[this.code].status
  }
}
