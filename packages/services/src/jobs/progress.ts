import { asService } from '@plotline/db'
import type { StageName, StageStatus } from '@plotline/vectorizer'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { now } from '../database-time.ts'
import type { Claim } from './start.ts'
import { percentOf } from './status.ts'

export type StageReport = {
  readonly name: StageName
  readonly status: StageStatus
  /** 0 … 100 */
  readonly percent: number
  readonly ms: number | null
}

/**
 * Writes how far the stages are. Answers false, and writes nothing, when the claim is void: the job was
 * cancelled, ended or started again elsewhere, and the caller should stop.
 */
export async function reportProgress(
  ctx: ServiceContext,
  { jobId, attempt }: Claim,
  stages: readonly StageReport[],
): Promise<boolean> {
  return asService(ctx.db, async (tx) => {
    const held = await tx
      .updateTable('jobs')
      .set({ percent: Math.min(99, percentOf(stages)), updated_at: now })
      .where('id', '=', jobId)
      .where('attempt', '=', attempt)
      .where('status', '=', 'processing')
      .returning('id')
      .executeTakeFirst()
    if (!held) return false
    await sql`
      update job_stages as stage
      set status = report.status::stage_status, percent = report.percent, ms = report.ms
      from jsonb_to_recordset(${JSON.stringify(stages)}::jsonb)
        as report (name text, status text, percent integer, ms integer)
      where stage.job_id = ${jobId} and stage.name = report.name
        and (stage.status::text, stage.percent, stage.ms)
          is distinct from (report.status, report.percent, report.ms)
    `.execute(tx)
    return true
  })
}

/** True while the claim still counts. Cheap: one row by its key. */
export async function holdsClaim(ctx: ServiceContext, { jobId, attempt }: Claim): Promise<boolean> {
  const row = await asService(ctx.db, (tx) =>
    tx
      .selectFrom('jobs')
      .select('id')
      .where('id', '=', jobId)
      .where('attempt', '=', attempt)
      .where('status', '=', 'processing')
      .executeTakeFirst(),
  )
  return row !== undefined
}
