import { createCheckout } from '@plotline/services'
import { checkoutEndpoint } from '#server/endpoints/credits.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(checkoutEndpoint, ({ ctx, actor, body }) => createCheckout(ctx, actor, body)),
})
