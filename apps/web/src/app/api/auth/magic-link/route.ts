import { magicLinkEndpoint } from '#server/endpoints/auth.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { sendMagicLink } from '#server/session/magic-link.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(magicLinkEndpoint, async ({ body, ctx }) => {
    await sendMagicLink(ctx, body)
    return { sent: true as const }
  }),
})
