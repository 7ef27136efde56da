import { z } from 'zod'

/**
 * Every error a service can give, with its HTTP status and the sentence a person reads.
 * The codes are closed: clients switch on them, so one is added here or nowhere.
 */
export const errorTable = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_json: { status: 400, title: 'The body is not JSON' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  invalid_token: { status: 401, title: 'The link or code is wrong or has expired' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  forbidden_origin: { status: 403, title: 'The request came from another site' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  idempotency_mismatch: { status: 409, title: 'This Idempotency-Key was used for another request' },
  job_not_finished: { status: 409, title: 'The job has not finished yet' },
  job_not_cancellable: { status: 409, title: 'The job has already ended' },
  model_missing: { status: 409, title: 'The model that the recipe needs is not here' },
  storage_full: { status: 409, title: 'There is no room left for your files' },
  upload_missing: { status: 409, title: 'The file has not been uploaded yet' },
  gone: { status: 410, title: 'The file has expired' },
  too_large: { status: 413, title: 'The file is too large' },
  unsupported_type: { status: 415, title: 'The file type is not supported' },
  too_complex: { status: 422, title: 'The drawing would take more than one may' },
  unreadable_image: { status: 422, title: 'The image cannot be read' },
  rate_limited: { status: 429, title: 'Too many requests' },
  too_many_exports: { status: 429, title: 'Too many of your files are being written' },
  too_many_streams: { status: 429, title: 'Too many event streams are open' },
  too_many_uploads: { status: 429, title: 'Too many uploads are open' },
  invalid_signature: { status: 400, title: 'The signature is not valid' },
  being_written: { status: 503, title: 'The file is still being written' },
  exports_busy: { status: 503, title: 'Too many files are being written' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  payments_unavailable: { status: 503, title: 'Payments cannot be reached' },
  unavailable: { status: 503, title: 'The service is not ready' },
} as const

export type ErrorCode = keyof typeof errorTable
export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]

/** RFC 9457 problem details, with our closed `code` and the request's id. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.enum(errorCodes),
  requestId: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof problemSchema>
