import type { Endpoint } from '../http/endpoint.ts'
import { callbackEndpoint, confirmEndpoint, magicLinkEndpoint, signOutEndpoint } from './auth.ts'
import {
  checkoutEndpoint,
  confirmPurchaseEndpoint,
  getCreditsEndpoint,
  stripeWebhookEndpoint,
} from './credits.ts'
import { liveEndpoint, openapiEndpoint, readyEndpoint } from './health.ts'
import {
  cancelJobEndpoint,
  createJobEndpoint,
  createUploadEndpoint,
  downloadJobEndpoint,
  exportPdfEndpoint,
  getJobEndpoint,
  listJobsEndpoint,
  removeJobEndpoint,
  watchJobEndpoint,
} from './jobs.ts'
import { deleteAccountEndpoint, getProfileEndpoint, updateProfileEndpoint } from './profile.ts'

/** Every endpoint there is, in the order the document shows them. A test compares it with the route files. */
export const endpoints: readonly Endpoint[] = [
  magicLinkEndpoint,
  confirmEndpoint,
  callbackEndpoint,
  signOutEndpoint,
  createUploadEndpoint,
  createJobEndpoint,
  listJobsEndpoint,
  getJobEndpoint,
  watchJobEndpoint,
  downloadJobEndpoint,
  exportPdfEndpoint,
  cancelJobEndpoint,
  removeJobEndpoint,
  getCreditsEndpoint,
  checkoutEndpoint,
  confirmPurchaseEndpoint,
  stripeWebhookEndpoint,
  getProfileEndpoint,
  updateProfileEndpoint,
  deleteAccountEndpoint,
  liveEndpoint,
  readyEndpoint,
  openapiEndpoint,
]
