import { randomInt, randomUUID } from 'node:crypto'
import { until } from '@plotline/services/testing'
import { inject } from 'vitest'
import { peerHeader } from '../src/server/http/client-address.ts'
import { mailsAreOut } from '../src/server/session/magic-link.ts'
import { expectConforms } from './conform.ts'
import { findRoute } from './routes.ts'

export const siteUrl = 'http://127.0.0.1:3000'

/** Operations that have answered as they should, for the test that wants all of them. */
export const answered = new Set<string>()

type Options = { json?: unknown; body?: string; headers?: Record<string, string>; signal?: AbortSignal }
type Answer = { status: number; headers: Headers; text: string; json: unknown; response: Response }

/**
 * One visitor with a cookie jar and an address of their own. Calls the production handlers in this process,
 * against the embedded backend, and holds each answer against the OpenAPI document.
 */
export function createVisitor() {
  // biome-ignore lint/correctness/useHookAtTopLevel: no React hook
  useBackend()
  const jar = new Map<string, string>()
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`

  async function open(method: string, url: string, { json, body, headers, signal }: Options = {}) {
    const { pathname } = new URL(url, siteUrl)
    const { path, params, module } = await findRoute(pathname)
    const request = new Request(new URL(url, siteUrl), {
      method,
      signal,
      body: json === undefined ? body : JSON.stringify(json),
      headers: {
        [peerHeader]: address,
        ...(method === 'GET' ? {} : { origin: siteUrl }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(jar.size > 0 ? { cookie: [...jar].map((pair) => pair.join('=')).join('; ') } : {}),
        ...headers,
      },
    })
    const handler = module[method]
    if (!handler) throw new Error(`${path} exports no ${method}.`)
    const response = await handler(request, { params: Promise.resolve(params) })
    for (const cookie of response.headers.getSetCookie()) keep(jar, cookie)
    return { path, response }
  }

  async function call(method: string, url: string, options?: Options): Promise<Answer> {
    const { path, response } = await open(method, url, options)
    const text = await response.text()
    if (response.status !== 405) expectConforms(path, method, response, text)
    if (response.status < 400) answered.add(`${method} ${path}`)
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
      response,
    }
  }

  return {
    jar,
    open,
    call,
    get: (url: string, options?: Options) => call('GET', url, options),
    post: (url: string, json: unknown, options?: Options) => call('POST', url, { json, ...options }),
    patch: (url: string, json: unknown, options?: Options) => call('PATCH', url, { json, ...options }),
    delete: (url: string, json?: unknown, options?: Options) => call('DELETE', url, { json, ...options }),
  }
}
export type Visitor = ReturnType<typeof createVisitor>

/** A visitor who has signed in by the mailed link. */
export async function signedInVisitor(): Promise<Visitor & { email: string }> {
  const visitor = createVisitor()
  const email = `${randomUUID()}@example.com`
  await visitor.post('/api/auth/magic-link', { email })
  const { tokenHash } = await mailTo(email)
  const answer = await visitor.post('/api/auth/confirm', { tokenHash })
  if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}: ${answer.text}`)
  return { ...visitor, email }
}

/** The mails to an address, newest first. */
export async function mailsTo(email: string): Promise<{ text: string }[]> {
  await mailsAreOut()
  const response = await fetch(`${inject('backend').inboxUrl}/api/messages?to=${encodeURIComponent(email)}`)
  return ((await response.json()) as { data: { text: string }[] }).data
}

/** What the newest mail to an address offers: the link's parts and the code. */
export async function mailTo(email: string): Promise<{ link: URL; tokenHash: string; code: string }> {
  const text = await until(async () => (await mailsTo(email))[0]?.text)
  const link = new URL(text.match(/https?:\S+/)?.[0] ?? '')
  const code = text.match(/\b\d{6}\b/)?.[0] ?? ''
  return { link, tokenHash: link.searchParams.get('token_hash') ?? '', code }
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split(/;\s*/)
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  const isGone = attributes.some((attribute) => /^max-age=0$/i.test(attribute))
  if (isGone) jar.delete(name)
  else jar.set(name, value)
}

/** The environment of the web, as the start script gives it. Read once, at the first request. */
function useBackend(): void {
  const backend = inject('backend')
  Object.assign(process.env, {
    SITE_URL: siteUrl,
    DATABASE_URL: backend.databaseUrl,
    SUPABASE_URL: backend.supabaseUrl,
    SUPABASE_PUBLISHABLE_KEY: backend.publishableKey,
    SUPABASE_SECRET_KEY: backend.secretKey,
    STRIPE_SECRET_KEY: backend.payments.secretKey,
    STRIPE_WEBHOOK_SECRET: backend.payments.webhookSecret,
    STRIPE_API_BASE: backend.payments.url,
    LOG_LEVEL: 'silent',
  })
}
