import { openapiEndpoint } from '#server/endpoints/health.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { openapiText } from '#server/openapi/text.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    openapiEndpoint,
    () => new Response(openapiText(), { headers: { 'content-type': 'application/json; charset=utf-8' } }),
  ),
})
