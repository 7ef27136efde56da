import { createHmac, randomUUID } from 'node:crypto'
import { inject } from 'vitest'

/** Pays an open checkout on the sandbox's page, as a person does. */
export async function payCheckout(url: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'outcome=pay',
  })
  if (response.status >= 400) throw new Error(`Paying answered ${response.status}: ${await response.text()}`)
}

/** An event of a kind nobody acts on, in a form that parsing and writing again would change. */
export function strangeEvent(): string {
  const event = { id: `evt_${randomUUID()}`, object: 'event', type: 'customer.updated' }
  return `${JSON.stringify(event).slice(0, -1)},\n\t"created": 1.0e3, "data":{"object":{"id":"cus_1","name":"\\u00e9 é"}}}\n`
}

/** Stripe's signature of a payload, made with the sandbox's webhook secret. */
export function signatureOf(payload: string, at = Math.floor(Date.now() / 1000)): string {
  const { webhookSecret } = inject('backend').payments
  return `t=${at},v1=${createHmac('sha256', webhookSecret).update(`${at}.${payload}`).digest('hex')}`
}
