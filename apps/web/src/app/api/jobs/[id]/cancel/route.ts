import { cancelJob } from '@plotline/services'
import { cancelJobEndpoint } from '#server/endpoints/jobs.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(cancelJobEndpoint, ({ ctx, actor, params }) => cancelJob(ctx, actor, params.id)),
})
