import { DomainError, type ErrorCode, errorTable, isUnreachable, type Problem } from '@plotline/services'

/** A failure as RFC 9457 problem details. A 404 carries no detail: what is not yours and what is not there are the same bytes. */
export function problemResponse(error: DomainError, requestId: string): Response {
  const { status, title } = errorTable[error.code]
  const says = error.code !== 'not_found'
  const body: Problem = {
    type: problemType(error.code),
    title,
    status,
    ...(says && error.detail ? { detail: error.detail } : {}),
    code: error.code,
    requestId,
    ...(says && error.issues ? { issues: [...error.issues] } : {}),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(error.retryAfterSeconds ? { 'retry-after': String(error.retryAfterSeconds) } : {}),
    },
  })
}

export function problemType(code: ErrorCode): string {
  return `urn:plotline:error:${code}`
}

/** What a thrown value means to the caller: itself, `unavailable` for a lost backend, `internal` for the rest. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  return new DomainError(isUnreachable(error) ? 'unavailable' : 'internal')
}
