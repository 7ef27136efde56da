/** An error in the form Stripe gives it; without the `error` key the SDK would take an answer for a success. */
export class StripeError extends Error {
  readonly status: number
  readonly code: string
  readonly type: string
  readonly param: string | undefined

  constructor(status: number, code: string, message: string, param?: string, type = 'invalid_request_error') {
    super(message)
    this.status = status
    this.code = code
    this.type = type
    this.param = param
  }

  toJSON() {
    const { code, type, message, param } = this
    return { error: { type, code, message, ...(param ? { param } : {}) } }
  }
}

export function missing(kind: string, id: string): StripeError {
  return new StripeError(404, 'resource_missing', `No such ${kind}: '${id}'`, 'id')
}

export function invalid(param: string, message: string): StripeError {
  return new StripeError(400, 'parameter_invalid', message, param)
}
