import { createUpload } from '@plotline/services'
import { createUploadEndpoint } from '#server/endpoints/jobs.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(createUploadEndpoint, ({ ctx, actor, body }) => createUpload(ctx, actor, body)),
})
