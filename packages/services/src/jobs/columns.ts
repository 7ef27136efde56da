import { sql } from 'kysely'
import type { Tx } from '../tx.ts'

/** The columns a job is shown from; `created_at` once more as text, for the cursor needs its microseconds. */
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
    .select(
      sql<string>`to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('created_text'),
    )
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

/** The stored files a job is shown with: its original, and the drawing as SVG and as preview. */
export function selectShown(tx: Tx, jobs: readonly { id: string; asset_id: string | null }[]) {
  const originals = jobs.flatMap(({ asset_id }) => (asset_id ? [asset_id] : []))
  return tx
    .selectFrom('assets')
    .select(['id', 'job_id', 'kind', 'bucket', 'path', 'format'])
    .where('status', '=', 'ready')
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date())]))
    .where((where) =>
      where.or([
        ...(originals.length > 0 ? [where('id', 'in', originals)] : []),
        where.and([
          where(
            'job_id',
            'in',
            jobs.map(({ id }) => id),
          ),
          where.or([
            where('kind', '=', 'preview'),
            where.and([where('kind', '=', 'artifact'), where('format', '=', 'svg')]),
          ]),
        ]),
      ]),
    )
}
export type ShownRow = Awaited<ReturnType<ReturnType<typeof selectShown>['execute']>>[number]
