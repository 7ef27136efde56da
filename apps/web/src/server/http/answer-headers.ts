/** What every answer of the API carries: its id, and that nobody keeps, frames or runs it. */
export function answerHeaders(requestId: string): [string, string][] {
  return [
    ['x-request-id', requestId],
    ['cache-control', 'no-store'],
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ]
}
