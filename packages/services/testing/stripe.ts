import { createHmac } from 'node:crypto'
import { inject } from 'vitest'

/** Pays a checkout session on the sandbox's hosted page, as a buyer's browser does. */
export async function payCheckout(url: string, outcome: 'pay' | 'pay_later' = 'pay'): Promise<void> {
  await post(url, new URL(url).origin, new URLSearchParams({ outcome }))
}

/** Presses a button of the sandbox's own page: refund, dispute, close_dispute, settle. */
export async function pressSandbox(action: string, id: string, value = ''): Promise<void> {
  const { url } = inject('backend').payments
  await post(`${url}/sandbox/actions`, url, new URLSearchParams({ action, id, value }))
}

/** Stripe's signature of a payload, made with the sandbox's webhook secret. */
export function signatureOf(payload: string, at = Math.floor(Date.now() / 1000)): string {
  const { webhookSecret } = inject('backend').payments
  return `t=${at},v1=${createHmac('sha256', webhookSecret).update(`${at}.${payload}`).digest('hex')}`
}

async function post(url: string, origin: string, body: URLSearchParams): Promise<void> {
  const response = await fetch(url, { method: 'POST', redirect: 'manual', headers: { origin }, body })
  if (response.status >= 400) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
}
