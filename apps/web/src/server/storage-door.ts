import { env } from './env.ts'

/** What a signed link carries in, and what a file's answer carries out; nothing else passes, no cookie and no key. */
const carriedIn = [
  'content-type',
  'content-length',
  'range',
  'if-none-match',
  'if-modified-since',
  'x-upsert',
]
const carriedOut = [
  'content-type',
  'content-length',
  'content-range',
  'content-disposition',
  'accept-ranges',
  'etag',
  'last-modified',
  'cache-control',
]
/** A file comes from our own origin here: whatever is in it runs nothing and reads nothing of ours. */
const inert = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
const signedPaths: Record<string, RegExp> = {
  GET: /^\/storage\/v1\/object\/sign\//,
  HEAD: /^\/storage\/v1\/object\/sign\//,
  PUT: /^\/storage\/v1\/object\/upload\/sign\//,
}

/** The largest file over a slow line is through by then. */
const passMs = 15 * 60_000

/**
 * Passes one signed link through to storage, streaming both ways. Open only where links are made for our own address
 * (`PUBLIC_STORAGE_URL`): the embedded backend listens on loopback alone, and a phone on the network cannot reach it.
 */
export async function passSignedLink(request: Request): Promise<Response> {
  const { supabaseUrl, siteUrl, publicStorageUrl } = env()
  const { pathname, search } = new URL(request.url)
  if (publicStorageUrl !== siteUrl || !signedPaths[request.method]?.test(pathname)) {
    return new Response(null, { status: 404 })
  }
  const answer = await fetch(`${supabaseUrl}${pathname}${search}`, {
    method: request.method,
    // As it is stored: `fetch` would unpack it, and its length would no longer be right.
    headers: { ...Object.fromEntries(pick(request.headers, carriedIn)), 'accept-encoding': 'identity' },
    body: request.body,
    redirect: 'manual',
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(passMs)]),
    ...(request.body ? { duplex: 'half' } : {}),
  } as RequestInit)
  const headers = pick(answer.headers, carriedOut)
  headers.set('content-security-policy', inert)
  return new Response(answer.body, { status: answer.status, headers })
}

function pick(from: Headers, names: readonly string[]): Headers {
  const picked = new Headers()
  for (const name of names) {
    const value = from.get(name)
    if (value !== null) picked.set(name, value)
  }
  return picked
}
