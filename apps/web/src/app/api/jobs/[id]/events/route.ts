import { hasEnded, watchJob } from '@plotline/services'
import { watchJobEndpoint } from '#server/endpoints/jobs.ts'
import { eventStream } from '#server/http/event-stream.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { whileLive } from '#server/session/while-live.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(watchJobEndpoint, ({ ctx, actor, params, headers, request }) =>
    eventStream({
      name: 'job',
      open: (signal) => whileLive(actor, (live) => watchJob(ctx, actor, params.id, { signal: live }), signal),
      isLast: ({ status }) => hasEnded(status),
      lastEventId: headers['last-event-id'],
      signal: request.signal,
    }),
  ),
})
