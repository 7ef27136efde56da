import type { Tx } from '@plotline/db'
import { now } from '../database-time.ts'

/** The columns a job is shown from. */
export function selectJobs(tx: Tx) {
  return tx
    .selectFrom('jobs')
    .select([
      'id',
      'asset_id',
      'status',
      'style',
      'recipe',
      'filename',
      'credit_cost',
      'percent',
      'result',
      'failure',
      'refunded',
      'created_at',
      'finished_at',
      'expires_at',
    ])
}
export type JobRow = Awaited<ReturnType<ReturnType<typeof selectJobs>['execute']>>[number]

/** The stages of some jobs, in order. */
export function selectStages(tx: Tx, jobIds: readonly string[]) {
  return tx
    .selectFrom('job_stages')
    .select(['job_id', 'name', 'status', 'percent', 'ms'])
    .where('job_id', 'in', [...jobIds])
    .orderBy('job_id')
    .orderBy('position')
}
export type StageRow = Awaited<ReturnType<ReturnType<typeof selectStages>['execute']>>[number]

/** The format under which a job's preview picture is kept. */
const previewFormat = 'preview'

/** The stored files jobs are shown with: their originals, and the drawings as SVG and as preview. */
export function selectShown(tx: Tx, jobs: readonly { id: string; asset_id: string | null }[]) {
  const ids = jobs.map(({ id }) => id)
  const originals = jobs.flatMap(({ asset_id }) => (asset_id ? [asset_id] : []))
  return tx
    .selectFrom('assets')
    .select(['id', 'job_id', 'kind', 'bucket', 'path', 'format'])
    .where('status', '=', 'ready')
    .where('expires_at', '>', now)
    .where((where) =>
      where.or([
        where('id', '=', where.fn.any(where.val(originals))),
        where.and([
          where('job_id', '=', where.fn.any(where.val(ids))),
          where('format', 'in', ['svg', previewFormat]),
        ]),
      ]),
    )
}
export type ShownRow = Awaited<ReturnType<ReturnType<typeof selectShown>['execute']>>[number]
