import { findCap, hasEnded, watchJob } from '@plotline/services'
import { watchJobEndpoint } from '#server/endpoints/jobs.ts'
import { eventStream } from '#server/http/event-stream.ts'
import { methods } from '#server/http/methods.ts'
import { enterStream } from '#server/http/open-streams.ts'
import { route } from '#server/http/route.ts'
import { whileLive } from '#server/session/while-live.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(watchJobEndpoint, async ({ ctx, actor, params, headers, request }) => {
    const cap = await findCap(ctx, actor, 'streams.open')
    return eventStream({
      name: 'job',
      open: (signal) => whileLive(actor, (live) => watchJob(ctx, actor, params.id, { signal: live }), signal),
      isLast: ({ status }) => hasEnded(status),
      onClosed: enterStream(actor.userId, cap),
      lastEventId: headers['last-event-id'],
      signal: request.signal,
    })
  }),
})
