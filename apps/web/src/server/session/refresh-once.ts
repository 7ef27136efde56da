type Kept = { answer: Promise<Response>; until: number }

/** One per process: Next bundles proxy and routes apart, and they meet the same expired session together. */
const shared = globalThis as { plotlineRefreshes?: Map<string, Kept> }
const keepMs = 10_000

/**
 * A `fetch` that spends each refresh token once. A page asks for several things at a time; when its session has
 * just expired, each of those requests would refresh it, and a second use of the same token reads as theft.
 */
export const fetchRefreshingOnce: typeof fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  const send = () => fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(10_000) })
  if (!url.includes('grant_type=refresh_token') || typeof init?.body !== 'string') return send()

  shared.plotlineRefreshes ??= new Map()
  const kept = shared.plotlineRefreshes
  for (const [key, { until }] of kept) if (until < Date.now()) kept.delete(key)
  const key = init.body
  const answer = kept.get(key)?.answer ?? send()
  kept.set(key, { answer, until: Date.now() + keepMs })
  try {
    return (await answer).clone()
  } catch (error) {
    kept.delete(key)
    throw error
  }
}
