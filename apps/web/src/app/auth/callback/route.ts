import { callbackEndpoint } from '#server/endpoints/auth.ts'
import { env } from '#server/env.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { comeBack } from '#server/session/come-back.ts'
import { endReplaced } from '#server/session/end-replaced.ts'
import { safeNext } from '#server/session/next-path.ts'
import { welcome } from '#server/session/welcome.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(callbackEndpoint, async ({ ctx, query, session, request, giveBack }) => {
    const { siteUrl } = env()
    const refusal = await comeBack(session, query)
    if (!refusal) {
      // The limit is for attempts that failed: a class behind one address signs in.
      await giveBack()
      await endReplaced(request.headers.get('cookie'))
      await welcome(ctx, session, request)
    }
    const path = refusal ? `/sign-in?error=${refusal}` : safeNext(query.next, siteUrl)
    return new Response(null, { status: 303, headers: { location: `${siteUrl}${path}` } })
  }),
})
