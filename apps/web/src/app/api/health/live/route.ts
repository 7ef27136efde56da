import { liveEndpoint } from '#server/endpoints/health.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(liveEndpoint, () => ({ status: 'ok' as const })),
})
