import {
  confirmRequestSchema,
  confirmResponseSchema,
  magicLinkRequestSchema,
  magicLinkResponseSchema,
  signOutRequestSchema,
} from '@plotline/services/contract'
import { z } from 'zod'
import type { Endpoint } from '../http/endpoint.ts'

const setsCookie = z.object({
  'set-cookie': z.string().meta({ description: 'The session, out of reach of scripts.' }).optional(),
})

export const magicLinkEndpoint = {
  id: 'sendMagicLink',
  tag: 'Sign-in',
  method: 'POST',
  path: '/api/auth/magic-link',
  summary: 'Mail a sign-in link and code',
  description:
    'The answer is the same for known and unknown addresses. 30 in 15 minutes from one network, 5 of them to one mailbox; nobody else’s requests to a mailbox count against yours. A mailbox gets a new code once a minute, every ten minutes while ten in a row were not used; in between the answer is the same and the last mail stays good. `next` is a path of this site to go to after sign-in; any other place is dropped.',
  auth: 'none',
  limit: 'auth.magic-link',
  mailboxLimit: 'auth.mailbox',
  body: magicLinkRequestSchema,
  answer: { status: 200, description: 'The mail is on its way.', schema: magicLinkResponseSchema },
} as const satisfies Endpoint

export const confirmEndpoint = {
  id: 'confirmSignIn',
  tag: 'Sign-in',
  method: 'POST',
  path: '/api/auth/confirm',
  summary: 'Sign in with the mailed link or code',
  description:
    "Takes the link's `tokenHash`, or the address with its six-digit code. Both work once. A code bears 10 wrong guesses from one network and 30 in all; then it is void and a new one has to be asked for, while its link still works. Only attempts that fail count. The mailed link itself only opens a page, so a mail scanner that follows it spends nothing.",
  auth: 'none',
  limit: 'auth.confirm',
  body: confirmRequestSchema,
  answer: {
    status: 200,
    description: 'Signed in; the session is in the cookies. `next` is a path of this site.',
    schema: confirmResponseSchema,
    headers: setsCookie,
  },
  errors: ['invalid_token'],
} as const satisfies Endpoint

export const callbackEndpoint = {
  id: 'completeSignIn',
  tag: 'Sign-in',
  method: 'GET',
  path: '/auth/callback',
  summary: 'Come back from an identity provider',
  description:
    'Exchanges the PKCE `code` for a session. Useless without the cookie of the browser that began.',
  auth: 'none',
  limit: 'auth.confirm',
  query: z.object({
    code: z.string().max(500).optional(),
    next: z.string().max(500).optional(),
    error: z.string().max(200).optional(),
  }),
  answer: {
    status: 303,
    description:
      'To `next`, or to `/sign-in?error=` with why not: `access_denied` (the person said no at the provider), `provider_failed`, `invalid_token`.',
    headers: setsCookie.extend({ location: z.string() }),
  },
} as const satisfies Endpoint

export const signOutEndpoint = {
  id: 'signOut',
  tag: 'Sign-in',
  method: 'POST',
  path: '/api/auth/sign-out',
  summary: 'Sign out here or everywhere',
  description: 'Works as well for a visitor who is not signed in.',
  auth: 'none',
  body: signOutRequestSchema,
  answer: { status: 204, description: 'The session is over and its cookies are gone.', headers: setsCookie },
} as const satisfies Endpoint
