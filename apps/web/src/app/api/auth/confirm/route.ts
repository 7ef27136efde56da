import { confirmEndpoint } from '#server/endpoints/auth.ts'
import { env } from '#server/env.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { confirmSignIn } from '#server/session/confirm.ts'
import { safeNext } from '#server/session/next-path.ts'
import { welcome } from '#server/session/welcome.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(confirmEndpoint, async ({ body, ...call }) => {
    await confirmSignIn(call, body)
    await welcome(call.ctx, call.session, call.request)
    return { next: safeNext(body.next, env().siteUrl) }
  }),
})
