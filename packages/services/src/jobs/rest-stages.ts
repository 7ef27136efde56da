import type { Tx } from '@plotline/db'

/** Sets the stages that a job was in back to pending: one that has ended is in none. */
export async function restStages(tx: Tx, jobId: string): Promise<void> {
  await tx
    .updateTable('job_stages')
    .set({ status: 'pending', percent: 0 })
    .where('job_id', '=', jobId)
    .where('status', '=', 'processing')
    .execute()
}
