/** A refusal of the admin API, in the terms of hosted auth. */
export class AdminError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
