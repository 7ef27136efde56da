import type { Endpoint } from '../http/endpoint.ts'
import * as auth from './auth.ts'
import * as credits from './credits.ts'
import * as health from './health.ts'
import * as jobs from './jobs.ts'
import * as profile from './profile.ts'

/** Every endpoint there is, in the order the document shows them. */
export const endpoints: readonly Endpoint[] = [auth, jobs, credits, profile, health].flatMap((group) =>
  Object.values<Endpoint>(group),
)
