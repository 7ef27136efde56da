import { confirmPurchase } from '@plotline/services'
import { confirmPurchaseEndpoint } from '#server/endpoints/credits.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(confirmPurchaseEndpoint, ({ ctx, actor, body }) => confirmPurchase(ctx, actor, body)),
})
