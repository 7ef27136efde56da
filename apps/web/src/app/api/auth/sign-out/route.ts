import { signOutEndpoint } from '#server/endpoints/auth.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { signOut } from '#server/session/sign-out.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(signOutEndpoint, ({ body, session }) => signOut(session, body.scope)),
})
