import type { ErrorCode, LimitedEndpoint } from '@plotline/services'
import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * One endpoint as data: what `route` enforces and what the OpenAPI document says, so that they cannot differ.
 * Errors that follow from the rest (`unauthenticated` from `auth`, `rate_limited` from `limit` …) are not listed.
 */
export type Endpoint = {
  readonly id: string
  readonly tag: string
  readonly method: Method
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/${string}`
  readonly summary: string
  readonly description?: string
  readonly auth: 'session' | 'none'
  readonly limit?: LimitedEndpoint
  /** A second limit, by the mailbox in the body and the network that names it. */
  readonly mailboxLimit?: LimitedEndpoint
  /**
   * What the limit counts: every request (`asked`, the default); those that were not refused (`done`: counted before and
   * taken back); or what the handler counts in the transaction that lets it through (`within`: a repeat is free, too).
   */
  readonly counts?: 'asked' | 'done' | 'within'
  /** Opens no service: answers even when everything else is down. */
  readonly standalone?: true
  /** A write that another site may send, because it proves itself otherwise. */
  readonly crossSite?: true
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly headers?: z.ZodObject
  /** A JSON body, or `raw`: the handler reads the bytes. */
  readonly body?: z.ZodType | 'raw'
  readonly maxBodyBytes?: number
  readonly answer: {
    readonly status: 200 | 202 | 204 | 303
    readonly description: string
    readonly schema?: z.ZodType
    readonly contentType?: string
    readonly headers?: z.ZodObject
  }
  /** Other statuses than `answer` and the errors, with what they mean. */
  readonly alsoAnswers?: Readonly<Record<number, { description: string; schema?: z.ZodType }>>
  readonly errors?: readonly ErrorCode[]
}

/** What JSON bodies are cut off at unless an endpoint says otherwise. */
export const defaultBodyBytes = 64 * 1024

/** True for a method that changes something. */
export function isWrite(method: Method): boolean {
  return method !== 'GET'
}

/** Every code an endpoint can answer with: its own and those that follow from how it is declared. */
export function errorsOf(endpoint: Endpoint): ErrorCode[] {
  const { auth, limit, body, query, params, headers, method, crossSite, standalone, errors = [] } = endpoint
  const json = body !== undefined && body !== 'raw'
  const all: (ErrorCode | false)[] = [
    (json || query !== undefined || headers !== undefined) && 'invalid_request',
    json && 'invalid_json',
    body !== undefined && 'too_large',
    auth === 'session' && 'unauthenticated',
    isWrite(method) && !crossSite && 'forbidden_origin',
    params !== undefined && 'not_found',
    limit !== undefined && 'rate_limited',
    'internal',
    !standalone && 'unavailable',
    ...errors,
  ]
  return [...new Set(all.filter((code) => code !== false))]
}
