import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { isFromAnotherSite } from '../http/loopback.ts'
import { listen, type PortChoice } from '../ports.ts'
import { answerApi } from './api.ts'
import { expireSession, paymentOutcomes, paySession, type Sandbox, settleSession } from './checkout.ts'
import { missing, StripeError } from './errors.ts'
import { loadSandboxKeys } from './keys.ts'
import { closeDispute, createRefund, failRefund, openDispute } from './money-back.ts'
import { checkoutPage, dashboardPage, messagePage } from './page.ts'
import { parse, readRequest, type SandboxRequest, sendJson } from './request.ts'
import { SandboxStore, unixNow } from './store.ts'
import { createWebhookSender } from './webhooks.ts'

/** The API version whose shapes the sandbox speaks; events carry it. */
const apiVersion = '2026-10-28.endive'

export type PaymentSandbox = {
  url: string
  port: number
  secretKey: string
  webhookSecret: string
  /** Where events go from now on. */
  setWebhookUrl: (url: string | null) => void
  stop: () => Promise<void>
}

/**
 * Stands in for Stripe on this machine: the API the official SDK talks to, a page to pay on, a page to look at and
 * push things around, and signed webhooks. Loopback only; no card data is ever asked for.
 */
export async function startPaymentSandbox(options: {
  port: PortChoice
  dataDir: string
  webhookUrl?: string
  log?: (line: string) => void
}): Promise<PaymentSandbox> {
  const folder = join(options.dataDir, 'payments')
  const store = await SandboxStore.open(join(folder, 'objects.json'))
  const keys = await loadSandboxKeys(folder)
  let webhookUrl = options.webhookUrl ?? null
  let url = ''
  const webhooks = createWebhookSender({
    store,
    apiVersion,
    secret: keys.webhookSecret,
    url: () => webhookUrl,
    log: options.log ?? (() => {}),
  })
  const sandbox: Sandbox = { store, webhooks, baseUrl: () => url }
  const answers = new Map<string, unknown>()

  const server = createServer((req, res) => {
    handle(req, res).catch((error) => answerError(res, error))
  })
  async function handle(req: IncomingMessage, res: ServerResponse) {
    if (!isOurHost(req.headers.host))
      throw new StripeError(403, 'forbidden_host', 'This server answers on loopback only.')
    const request = await readRequest(req)
    if (!request.path.startsWith('/v1/')) return answerPage(sandbox, request, req, res)
    const key =
      request.method === 'POST' && request.idempotencyKey ? `${request.path} ${request.idempotencyKey}` : null
    const body = (key && answers.get(key)) ?? answerApi(sandbox, request, keys.secretKey)
    if (key) answers.set(key, body)
    await store.flush()
    sendJson(res, 200, body)
  }
  const port = await listen(server, options.port)
  server.on('error', (error) => options.log?.(`payment sandbox: ${error.message}`))
  url = `http://127.0.0.1:${port}`
  const expiry = setInterval(() => expireOld(sandbox), 60_000)
  expiry.unref()

  return {
    url,
    port,
    ...keys,
    setWebhookUrl: (target) => {
      webhookUrl = target
    },
    stop: async () => {
      clearInterval(expiry)
      await webhooks.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await store.flush()
    },
  }
}

const actionSchema = z.object({ action: z.string(), id: z.string(), value: z.string().default('') })

async function answerPage(
  sandbox: Sandbox,
  request: SandboxRequest,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const { method, path, body } = request
  const sessionId = /^\/pay\/(\w+)$/.exec(path)?.[1]
  if (method === 'POST' && isFromAnotherSite(req))
    throw new StripeError(403, 'forbidden_origin', 'Posted from another site.')
  if (sessionId) return answerCheckout(sandbox, sessionId, method, body, res)
  if (method === 'GET' && path === '/') return sendHtml(res, 200, dashboardPage(sandbox))
  if (method === 'POST' && path === '/sandbox/actions') {
    const { action, id, value } = parse(actionSchema, body)
    const act = actions[action]
    if (!act) throw new StripeError(400, 'unknown_action', `There is no action ${action}.`)
    const result = act(sandbox, id, value)
    await sandbox.store.flush()
    if (req.headers.accept?.includes('application/json')) return sendJson(res, 200, result ?? {})
    return redirect(res, '/')
  }
  sendHtml(res, 404, messagePage('Not found', 'There is no such page in the payment sandbox.'))
}

/** What the sandbox's page and tests can do to a payment from the bank's side. */
const actions: Record<string, (sandbox: Sandbox, id: string, value: string) => unknown> = {
  settle: (sandbox, id, value) => settleSession(sandbox, id, value === 'paid'),
  refund: (sandbox, id, value) =>
    createRefund(sandbox, { payment_intent: id, ...(value ? { amount: value } : {}) }),
  fail_refund: failRefund,
  dispute: openDispute,
  close_dispute: (sandbox, id, value) => closeDispute(sandbox, id, value === 'won'),
  resend: ({ store, webhooks }, id) => {
    const event = store.get('event', id)
    if (!event) throw missing('event', id)
    webhooks.resend(event)
  },
  faults: ({ webhooks }, id, value) =>
    webhooks.setFaults(
      id === 'copies' ? { copies: Math.min(50, Math.max(1, Number(value))) } : { hold: value === '1' },
    ),
}

async function answerCheckout(
  sandbox: Sandbox,
  id: string,
  method: string,
  body: unknown,
  res: ServerResponse,
) {
  const session = sandbox.store.get('checkout.session', id)
  if (!session) return sendHtml(res, 404, messagePage('Not found', 'There is no such payment.'))
  const success = String(session.success_url).replaceAll('{CHECKOUT_SESSION_ID}', id)
  if (session.status === 'complete') return redirect(res, success)
  if (session.status === 'expired') {
    return sendHtml(
      res,
      410,
      messagePage('Expired', 'This payment page has expired. Go back and start again.'),
    )
  }
  if (method !== 'POST') return sendHtml(res, 200, checkoutPage(session))
  const outcome = parse(z.object({ outcome: z.enum([...paymentOutcomes, 'cancel']) }), body).outcome
  if (outcome === 'cancel') return redirect(res, String(session.cancel_url ?? '/'))
  try {
    paySession(sandbox, id, outcome)
  } catch (error) {
    if (error instanceof StripeError && error.type === 'card_error') {
      return sendHtml(res, 402, checkoutPage(session, error.message))
    }
    throw error
  }
  await sandbox.store.flush()
  redirect(res, success)
}

function expireOld(sandbox: Sandbox): void {
  for (const session of sandbox.store.all('checkout.session')) {
    if (session.status === 'open' && Number(session.expires_at) < unixNow())
      expireSession(sandbox, session.id)
  }
}

/** A name that resolves to loopback from a hostile page (DNS rebinding) is not us. */
function isOurHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
}

function redirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { location, 'cache-control': 'no-store' })
  res.end()
}

function sendHtml(res: ServerResponse, status: number, html: string): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  res.end(html)
}

function answerError(res: ServerResponse, error: unknown): void {
  if (res.headersSent) return void res.destroy()
  const known =
    error instanceof StripeError
      ? error
      : new StripeError(500, 'api_error', String(error), undefined, 'api_error')
  sendJson(res, known.status, known)
}
