import type { Tx } from '@plotline/db'
import { now } from '../database-time.ts'

/** A job that ends takes what its lost attempts had stored with it: the next expiry removes rows and bytes. */
export async function endPendingFiles(tx: Tx, jobId: string): Promise<void> {
  await tx
    .updateTable('assets')
    .set({ expires_at: now })
    .where('job_id', '=', jobId)
    .where('status', '=', 'pending')
    .execute()
}
