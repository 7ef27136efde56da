/** The business: one verb, one file. Web and worker call these; nobody else touches the tables. */

export type { Tx } from '@plotline/db'
export { isUnreachable } from '@plotline/db'
export { expireAssets } from './assets/expire.ts'
export { removeAssets } from './assets/remove.ts'
export { type FileToStore, type StoredFile, storeFile } from './assets/store.ts'
export { sweepOrphans } from './assets/sweep.ts'
export {
  type Actor,
  closeServiceContext,
  createServiceContext,
  type ServiceContext,
  type ServiceValues,
} from './context.ts'
export * from './contract/index.ts'
export { createCheckout } from './credits/checkout.ts'
export { claimGrant, type Networks } from './credits/claim-grant.ts'
export { confirmPurchase } from './credits/confirm.ts'
export { getCredits } from './credits/get.ts'
export { reconcilePayments } from './credits/reconcile.ts'
export { handleStripeEvent } from './credits/webhook.ts'
export { DomainError, type Issue } from './error.ts'
export { failExport } from './exports/fail.ts'
export { type ExportFailure, exhaustedExport, exportFailureSchema } from './exports/failures.ts'
export type { RenderedExport } from './exports/render.ts'
export { type StartedExport, startExport } from './exports/start.ts'
export { storeExport } from './exports/store.ts'
export { sweepExports } from './exports/sweep.ts'
export { checkReady } from './health/ready.ts'
export { cancelJob } from './jobs/cancel.ts'
export { completeJob } from './jobs/complete.ts'
export { countFailure } from './jobs/count-failure.ts'
export { createJob } from './jobs/create.ts'
export { downloadJob } from './jobs/download.ts'
export { type Failure, failJob } from './jobs/fail.ts'
export { getJob } from './jobs/get.ts'
export { handBackLost } from './jobs/hand-back.ts'
export { listJobs } from './jobs/list.ts'
export { holdsClaim, reportProgress, type StageReport } from './jobs/progress.ts'
export { removeJob } from './jobs/remove.ts'
export { type Claim, type StartedJob, startJob } from './jobs/start.ts'
export { hasEnded } from './jobs/status.ts'
export { exhaustedFailure, sweepStuckJobs } from './jobs/sweep.ts'
export { watchJob } from './jobs/watch.ts'
export { sharedCaps } from './limits/caps.ts'
export { checkLimits, forgetUse, hitLimit, type LimitAnswer, type Use } from './limits/check.ts'
export { expireLimits } from './limits/expire.ts'
export { type LimitedEndpoint, limitedEndpoints, limits } from './limits/limits.ts'
export { findCap } from './limits/read-cap.ts'
export type { Log } from './log.ts'
export type { Payments, PaymentsValues } from './payments.ts'
export { exportPdf } from './pdf/export.ts'
export { type Account, readAccount } from './profile/account.ts'
export { deleteAccount } from './profile/delete.ts'
export { sweepTraces } from './profile/forget.ts'
export { getProfile } from './profile/get.ts'
export { updateProfile } from './profile/update.ts'
export { installQueue } from './queue/install.ts'
export {
  type DrawMessage,
  lanesCount,
  type QueueName,
  type Tier,
  type WriteMessage,
  writeWork,
} from './queue/queues.ts'
export { type DrawDelivery, takeDrawings } from './queue/take-drawings.ts'
export { liveSessions } from './sessions/live.ts'
export { type Guess, noteSignedIn, openGuess, takeBackGuess } from './sign-in/guess.ts'
export { mailSignInCode } from './sign-in/mail.ts'
export type { Bucket } from './storage/kinds.ts'
export { StorageRefusal } from './storage/refusal.ts'
export { createUpload } from './uploads/create.ts'
export { beatMs, beatWorker, forgetWorker, type WorkerPresence } from './workers/beat.ts'
export { listEdgeModels } from './workers/edge-models.ts'
