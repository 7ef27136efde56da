import { createHmac } from 'node:crypto'
import { newId, type SandboxStore, type StripeObject, unixNow } from './store.ts'

export type Faults = {
  /** How many times each event is sent; 1 is the usual. */
  copies: number
  /** Events are held back, and sent newest first when the hold is released. */
  hold: boolean
}

export type WebhookSender = {
  /** Records an event about `object` and sends it, signed, until the receiver takes it. */
  emit: (type: string, object: StripeObject) => StripeObject
  resend: (event: StripeObject) => void
  setFaults: (faults: Partial<Faults>) => Faults
  faults: () => Faults
  stop: () => Promise<void>
}

const retryDelaysMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000]

/**
 * Delivers events as Stripe does: signed, at least once, in no order that may be relied on. A receiver that does not
 * answer 2xx is tried again, later and later. Duplicates and reordering are switched on for tests with `setFaults`.
 */
export function createWebhookSender(options: {
  store: SandboxStore
  apiVersion: string
  secret: string
  url: () => string | null
  log: (line: string) => void
}): WebhookSender {
  const { store, secret, url, log } = options
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const held: StripeObject[] = []
  const faults: Faults = { copies: 1, hold: false }

  const deliver = async (event: StripeObject) => {
    for (const delayMs of [...retryDelaysMs, null]) {
      if (stopping.signal.aborted) return
      const target = url()
      if (target && (await sendOnce(target, secret, event, stopping.signal))) {
        store.put({ ...event, pending_webhooks: 0 })
        return
      }
      if (delayMs === null)
        return log(`Webhook ${event.type} (${event.id}) was not taken; resend it from the sandbox's page.`)
      await pause(delayMs, stopping.signal)
    }
  }
  const send = (event: StripeObject) => {
    for (let copy = 0; copy < faults.copies; copy++) {
      const delivery = deliver(event).finally(() => running.delete(delivery))
      running.add(delivery)
    }
  }

  return {
    emit: (type, object) => {
      const event = store.put({
        id: newId('evt'),
        object: 'event',
        api_version: options.apiVersion,
        created: unixNow(),
        data: { object: structuredClone(object) },
        livemode: false,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type,
      })
      if (faults.hold) held.push(event)
      else send(event)
      return event
    },
    resend: send,
    faults: () => ({ ...faults }),
    setFaults: (changes) => {
      Object.assign(faults, changes)
      if (!faults.hold) for (const event of held.splice(0).reverse()) send(event)
      return { ...faults }
    },
    stop: async () => {
      stopping.abort()
      await Promise.allSettled(running)
    },
  }
}

/** `Stripe-Signature: t=…,v1=…`, HMAC-SHA256 over `t.payload` (https://docs.stripe.com/webhooks#verify-manually). */
export function signPayload(payload: string, secret: string, timestamp: number): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')
  return `t=${timestamp},v1=${signature}`
}

async function sendOnce(
  target: string,
  secret: string,
  event: StripeObject,
  stop: AbortSignal,
): Promise<boolean> {
  const payload = JSON.stringify(event)
  const response = await fetch(target, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'stripe-signature': signPayload(payload, secret, unixNow()),
    },
    body: payload,
    redirect: 'error',
    signal: AbortSignal.any([stop, AbortSignal.timeout(10_000)]),
  }).catch(() => null)
  await response?.arrayBuffer().catch(() => {})
  return response?.ok ?? false
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const stop = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
