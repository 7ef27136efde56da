import { createJob, listJobs } from '@plotline/services'
import { createJobEndpoint, listJobsEndpoint } from '#server/endpoints/jobs.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listJobsEndpoint, ({ ctx, actor, query }) => listJobs(ctx, actor, query)),
  POST: route(createJobEndpoint, ({ ctx, actor, body, headers, countUse }) =>
    createJob(ctx, actor, body, { idempotencyKey: headers['idempotency-key'], countUse }),
  ),
})
