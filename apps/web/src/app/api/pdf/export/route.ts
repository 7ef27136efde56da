import { exportPdf } from '@plotline/services'
import { exportPdfEndpoint } from '#server/endpoints/jobs.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(exportPdfEndpoint, ({ ctx, actor, body, request, countUse }) =>
    exportPdf(ctx, actor, body, { signal: request.signal, countUse }),
  ),
})
