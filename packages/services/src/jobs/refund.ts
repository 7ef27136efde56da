import { applyCredit, type Tx } from '@plotline/db'

/** Gives a job's credits back, once: a repeat finds the event that is there and changes nothing. */
export async function refundJob(
  tx: Tx,
  job: { id: string; user_id: string; credit_cost: number; filename: string },
): Promise<void> {
  if (job.credit_cost === 0) return
  await applyCredit(tx, {
    userId: job.user_id,
    kind: 'refund',
    amount: job.credit_cost,
    ref: job.id,
    jobId: job.id,
    note: `Refund for ${job.filename}`,
  })
  await tx.updateTable('jobs').set({ refunded: true }).where('id', '=', job.id).execute()
}
