import { downloadJob } from '@plotline/services'
import { downloadJobEndpoint } from '#server/endpoints/jobs.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(downloadJobEndpoint, ({ ctx, actor, params, query, request, countUse }) =>
    downloadJob(ctx, actor, params.id, query, { signal: request.signal, countUse }),
  ),
})
