import { type Job, jobSchema } from '@plotline/services/contract'
import type { Recipe } from '@plotline/vectorizer'
import { call } from '../api/call.ts'
import { CallError } from '../api/problem.ts'
import { untilAnswered } from '../api/until-answered.ts'

/** An order that was sent, as this browser remembers it until it is answered. */
export type SentOrder = {
  /** Its Idempotency-Key: sent again it is the same order, and paid once. */
  key: string
  body: { assetId: string; recipe: Recipe }
  /** The person does not want it any more: it is cancelled as soon as it is known. */
  stop: boolean
}

/** No single answer is waited for longer; the request is then sent again. */
const answerMs = 30_000

type Following = {
  /** The page is left: nobody waits any more, but the order stays remembered. */
  left: AbortSignal
  /** Whether it is to be stopped, asked once the order is known. */
  isStopped: () => boolean
  onLost: () => void
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/**
 * Follows an order to its end: until the server says which job it is, however often the answer is lost. One that was
 * stopped meanwhile is cancelled, and `stopped` says whether that came in time. Throws what refuses the order.
 */
export async function followOrder(
  sent: SentOrder,
  { left, isStopped, onLost, wait }: Following,
): Promise<{ job: Job; stopped: boolean }> {
  const waiting = { signal: left, onLost, ...(wait ? { wait } : {}) }
  const job = await untilAnswered(
    () =>
      call(jobSchema, '/api/jobs', {
        method: 'POST',
        body: sent.body,
        headers: { 'idempotency-key': sent.key },
        signal: AbortSignal.timeout(answerMs),
      }),
    waiting,
  )
  if (!isStopped()) return { job, stopped: false }
  try {
    const cancelled = await untilAnswered(
      () =>
        call(jobSchema, `/api/jobs/${job.id}/cancel`, {
          method: 'POST',
          signal: AbortSignal.timeout(answerMs),
        }),
      waiting,
    )
    return { job: cancelled, stopped: true }
  } catch (error) {
    // It ended in the moment before: then there is a drawing, or a failure with its refund, to look at.
    if (error instanceof CallError && error.code === 'job_not_cancellable') return { job, stopped: false }
    throw error
  }
}
