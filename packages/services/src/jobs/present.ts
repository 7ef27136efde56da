import { storedRecipeSchema } from '@plotline/vectorizer'
import type { z } from 'zod'
import type { ServiceContext } from '../context.ts'
import { type Job, jobResultSchema, jobStageSchema } from '../contract/jobs.ts'
import { type Bucket, buckets } from '../storage/kinds.ts'
import { toTime, toTimeOrNull } from '../time.ts'
import type { JobRow, ShownRow, StageRow } from './columns.ts'

/**
 * Rows as the contract shows them; what an older version stored and this one does not understand is left out, so that one
 * job never hides the others. `urls` holds the signed link of each path.
 */
export function presentJob(
  row: JobRow,
  stages: readonly StageRow[],
  shown: readonly ShownRow[],
  urls: ReadonlyMap<string, string>,
): Job {
  const link = (asset: ShownRow | undefined) => (asset ? (urls.get(asset.path) ?? null) : null)
  const own = shown.filter(({ job_id }) => job_id === row.id)
  return {
    id: row.id,
    status: row.status,
    percent: row.percent,
    style: row.style,
    filename: row.filename,
    assetId: row.asset_id,
    recipe: storedRecipeSchema.safeParse(row.recipe).data ?? null,
    creditCost: row.credit_cost,
    refunded: row.refunded,
    failure: row.failure,
    stages: presentStages(stages.filter(({ job_id }) => job_id === row.id)),
    result: jobResultSchema.safeParse(row.result).data ?? null,
    links: {
      original: link(shown.find(({ id, kind }) => kind === 'original' && id === row.asset_id)),
      preview: link(own.find(({ kind }) => kind === 'preview')),
      svg: link(own.find(({ kind, format }) => kind === 'artifact' && format === 'svg')),
    },
    createdAt: toTime(row.created_at),
    finishedAt: toTimeOrNull(row.finished_at),
    expiresAt: toTimeOrNull(row.expires_at),
  }
}

export function presentStages(rows: readonly StageRow[]): z.infer<typeof jobStageSchema>[] {
  return rows.flatMap((row) => jobStageSchema.safeParse(row).data ?? [])
}

/** Signs the links of a whole page of jobs, one call per bucket. Storage that is down leaves the links out. */
export async function signShown(
  ctx: ServiceContext,
  shown: readonly ShownRow[],
): Promise<Map<string, string>> {
  const signed = await Promise.all(
    buckets.map(async (bucket: Bucket) => {
      const paths = shown.filter((asset) => asset.bucket === bucket).map(({ path }) => path)
      try {
        return await ctx.storage.signDownloads(bucket, paths)
      } catch (error) {
        ctx.log('error', 'jobs.links_unsigned', { bucket, message: String(error) })
        return new Map<string, string>()
      }
    }),
  )
  return new Map(signed.flatMap((links) => [...links]))
}
