import { getJob, removeJob } from '@plotline/services'
import { getJobEndpoint, removeJobEndpoint } from '#server/endpoints/jobs.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getJobEndpoint, ({ ctx, actor, params }) => getJob(ctx, actor, params.id)),
  DELETE: route(removeJobEndpoint, ({ ctx, actor, params }) => removeJob(ctx, actor, params.id)),
})
