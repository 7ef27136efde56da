import { handleStripeEvent } from '@plotline/services'
import { stripeWebhookEndpoint } from '#server/endpoints/credits.ts'
import { readBytes } from '#server/http/body.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(stripeWebhookEndpoint, async ({ ctx, request, headers }) => {
    const bytes = await readBytes(request, stripeWebhookEndpoint.maxBodyBytes)
    const payload = Buffer.from(bytes).toString('utf8')
    await handleStripeEvent(ctx, { payload, signature: headers['stripe-signature'] ?? '' })
    return { received: true as const }
  }),
})
