/** Where a person lands who was going nowhere in particular. */
export const homePath = '/studio'

/**
 * The place to go after sign-in: a path on our own origin, or `homePath` for anything else. A mailed link may
 * carry it as a whole address of ours. Whatever a browser could read as another host (`//x`, `/\x`, `@x`, a
 * control character, any of them encoded, once or more) is dropped, not repaired.
 */
export function safeNext(next: string | null | undefined, siteUrl: string): string {
  if (!next || next.length > 500) return homePath
  const path = next.startsWith(`${siteUrl}/`) ? next.slice(siteUrl.length) : next
  for (const form of decodings(path)) {
    if (form === null || !isPlainPath(form)) return homePath
  }
  const url = new URL(path, siteUrl)
  if (url.origin !== siteUrl || url.username || !isPlainPath(url.pathname)) return homePath
  if (/^\/(api|auth|_next)(\/|$)/.test(url.pathname)) return homePath
  return `${url.pathname}${url.search}${url.hash}`
}

/** One slash, then no second one of either kind; nothing a URL parser skips or a header would split at. */
function isPlainPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path) && !/[\\\p{Cc}\p{Zl}\p{Zp}]/u.test(path)
}

/** The text as it is and decoded again and again until it stops changing; null where it cannot be decoded. */
function* decodings(text: string): Generator<string | null> {
  let form = text
  for (let round = 0; round < 5; round++) {
    yield form
    let decoded: string
    try {
      decoded = decodeURIComponent(form)
    } catch {
      yield null
      return
    }
    if (decoded === form) return
    form = decoded
  }
  yield null
}
