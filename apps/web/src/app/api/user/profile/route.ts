import { deleteAccount, getProfile, updateProfile } from '@plotline/services'
import {
  deleteAccountEndpoint,
  getProfileEndpoint,
  updateProfileEndpoint,
} from '#server/endpoints/profile.ts'
import { methods } from '#server/http/methods.ts'
import { route } from '#server/http/route.ts'
import { noteEnded } from '#server/session/live-sessions.ts'
import { signOut } from '#server/session/sign-out.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getProfileEndpoint, ({ ctx, actor }) => getProfile(ctx, actor)),
  PATCH: route(updateProfileEndpoint, ({ ctx, actor, body }) => updateProfile(ctx, actor, body)),
  DELETE: route(deleteAccountEndpoint, async ({ ctx, actor, body, session }) => {
    await deleteAccount(ctx, actor, body)
    noteEnded(actor.userId)
    await signOut(session, 'local')
  }),
})
