import { callbackEndpoint } from '#server/endpoints/auth.ts'
import { env } from '#server/env.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { safeNext } from '#server/session/next-path.ts'
import { welcome } from '#server/session/welcome.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(callbackEndpoint, async ({ ctx, request, query, session }) => {
    const { siteUrl } = env()
    const error = query.code ? (await session.auth.exchangeCodeForSession(query.code)).error : true
    if (!error) await welcome(ctx, session, request)
    const path = error ? '/sign-in?error=invalid_token' : safeNext(query.next, siteUrl)
    return new Response(null, { status: 303, headers: { location: `${siteUrl}${path}` } })
  }),
})
