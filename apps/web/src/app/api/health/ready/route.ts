import { checkReady } from '@plotline/services'
import { readyEndpoint } from '#server/endpoints/health.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(readyEndpoint, async ({ ctx }) => {
    const ready = await checkReady(ctx)
    return Response.json(ready, { status: ready.status === 'down' ? 503 : 200 })
  }),
})
