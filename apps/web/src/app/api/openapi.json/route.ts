import { openapiEndpoint } from '#server/endpoints/health.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { openapiDocument } from '#server/openapi/document.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(openapiEndpoint, () => Response.json(openapiDocument())),
})
