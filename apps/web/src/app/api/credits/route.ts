import { getCredits } from '@plotline/services'
import { getCreditsEndpoint } from '#server/endpoints/credits.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getCreditsEndpoint, ({ ctx, actor, query }) => getCredits(ctx, actor, query)),
})
