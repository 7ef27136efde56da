import type { ErrorCode, Problem } from '@plotline/services/contract'

/** What can stop a call: one of the server's closed codes, or never having reached it. */
export type CallCode = ErrorCode | 'offline' | 'aborted' | 'unexpected_answer'

/** A call that did not succeed. `code` is what code switches on, `messageOf` what a person reads. */
export class CallError extends Error {
  readonly code: CallCode
  readonly problem: Problem | null
  readonly retryAfterSeconds: number | null
  constructor(code: CallCode, problem: Problem | null = null, retryAfterSeconds: number | null = null) {
    super(problem?.title ?? code)
    this.name = 'CallError'
    this.code = code
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A failure whose message is already what a person is to read. */
export class PlainError extends Error {}

const sentences: Partial<Record<CallCode, string>> = {
  offline: 'The server cannot be reached. Check your connection; nothing was charged.',
  unexpected_answer:
    'The server answered something this page does not understand. Reload the page and try again.',
  unauthenticated: 'You are signed out. Sign in again; your photo and settings are still here.',
  invalid_token: 'This code is wrong or has expired. Ask for a new one.',
  insufficient_credits: 'You have no credits left. Nothing was charged.',
  forbidden_origin: 'The request was refused because it seemed to come from another site. Reload the page.',
  not_found: 'This is not here. It may have been deleted or have expired.',
  job_not_finished: 'The drawing is not finished yet.',
  job_not_cancellable: 'The drawing has already ended, so there is nothing to cancel.',
  upload_missing: 'The photo did not arrive. Nothing was charged; send it again.',
  gone: 'This file has expired. Repeat the drawing to make it again.',
  too_large: 'The file is larger than 50 MB. Choose a smaller one.',
  unsupported_type: 'This is not a photo we can read. JPEG, PNG, WebP, AVIF, TIFF, GIF and HEIC work.',
  unreadable_image: 'The photo is damaged and cannot be read. Nothing was charged.',
  internal: 'Something went wrong on our side. Nothing was charged; try again.',
  payments_unavailable: 'Payments cannot be reached right now. Nothing was charged; try again in a while.',
  unavailable: 'The service is not ready. Nothing was charged; try again in a minute.',
}

/** What is wrong with a picture the server says best: its size, its kind. */
const ofThePicture: ReadonlySet<CallCode> = new Set(['too_large', 'unsupported_type', 'unreadable_image'])

function waitWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}

/** The sentence a person reads: what happened, whether anything was charged, what to do. */
export function messageOf(error: unknown): string {
  if (error instanceof PlainError) return error.message
  if (!(error instanceof CallError)) return 'Something went wrong in this page. Reload it and try again.'
  if (error.code === 'rate_limited') {
    const wait = error.retryAfterSeconds
    return `Too many requests in a short time. Nothing was charged; try again in ${wait === null ? 'a few minutes' : waitWords(wait)}.`
  }
  // Said of what was uploaded, of what was announced, and of a file that cannot be written: each in its own words.
  if (error.code === 'too_large' && error.problem?.detail) return error.problem.detail
  const issue = error.problem?.issues?.[0]
  if (error.code === 'invalid_request' && issue) return `${issue.path}: ${issue.message}`
  if (ofThePicture.has(error.code) && error.problem?.detail) return error.problem.detail
  return sentences[error.code] ?? error.problem?.detail ?? error.problem?.title ?? 'The request was refused.'
}
