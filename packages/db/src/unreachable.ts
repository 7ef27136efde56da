/** Codes of a socket that found nobody, and of a Postgres that starts, stops, recovers or has no place left. */
const codes = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|57P0[123]|53300|08\d{3})$/
/** What `pg` says without a code. */
const messages = /Connection terminated|connection timeout|timeout exceeded when trying to connect/i

/** Whether an error says that the server could not be reached just now, rather than that it refused what was asked. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && codes.test(String(error.code))) return true
  return messages.test(error.message)
}
