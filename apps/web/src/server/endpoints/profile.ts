import { profileDeleteSchema, profilePatchSchema, profileSchema } from '@plotline/services/contract'
import type { Endpoint } from '../http/endpoint.ts'

const path = '/api/user/profile'

export const getProfileEndpoint = {
  id: 'getProfile',
  tag: 'Account',
  method: 'GET',
  path,
  summary: 'Your profile with statistics',
  auth: 'session',
  limit: 'profile.read',
  answer: { status: 200, description: 'The profile.', schema: profileSchema },
  errors: ['not_found'],
} as const satisfies Endpoint

export const updateProfileEndpoint = {
  id: 'updateProfile',
  tag: 'Account',
  method: 'PATCH',
  path,
  summary: 'Change your name or your machines',
  description:
    'What is left out stays. `devices` holds machines of your own by name, in the schema of those that ship: each that is given is put in place of the one of its name, null takes it away, the others stay. At most 20, of 16 kB each.',
  auth: 'session',
  limit: 'profile.write',
  counts: 'done',
  body: profilePatchSchema,
  maxBodyBytes: 384 * 1024,
  answer: { status: 200, description: 'The profile as it is now.', schema: profileSchema },
  errors: ['not_found'],
} as const satisfies Endpoint

export const deleteAccountEndpoint = {
  id: 'deleteAccount',
  tag: 'Account',
  method: 'DELETE',
  path,
  summary: 'Delete the account and everything in it',
  description: 'Needs the address typed again. Running jobs are cancelled; files, history and credits go.',
  auth: 'session',
  limit: 'profile.write',
  counts: 'done',
  body: profileDeleteSchema,
  answer: { status: 204, description: 'All of it is gone, the session too.' },
  errors: ['not_found'],
} as const satisfies Endpoint
