import Stripe from 'stripe'

/** The payment side of a context: Stripe's own SDK and the secret its webhooks are signed with. */
export type Payments = { readonly stripe: Stripe; readonly webhookSecret: string }

export type PaymentsValues = {
  readonly secretKey: string
  readonly webhookSecret: string
  /** Another origin that speaks Stripe's API, e.g. the local sandbox; Stripe itself where unset. */
  readonly apiBase?: string
}

/** A Stripe client without telemetry, pointed at `apiBase` where one is given. Opens no connection. */
export function createPayments({ secretKey, webhookSecret, apiBase }: PaymentsValues): Payments {
  const options: Stripe.StripeConfig = { telemetry: false, maxNetworkRetries: 2, timeout: 20_000 }
  if (!apiBase) return { stripe: new Stripe(secretKey, options), webhookSecret }
  const { protocol, hostname, port } = new URL(apiBase)
  const plain = protocol === 'http:'
  return {
    stripe: new Stripe(secretKey, {
      ...options,
      protocol: plain ? 'http' : 'https',
      host: hostname,
      port: port || (plain ? 80 : 443),
    }),
    webhookSecret,
  }
}
