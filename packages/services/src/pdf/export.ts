import { asUser } from '@plotline/db'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import { type pdfExportResponseSchema, type pdfExportSchema, pdfWatermark } from '../contract/pdf.ts'
import { takeExport } from '../exports/take.ts'
import type { ExportWait } from '../exports/wait.ts'
import { requireFinished } from '../jobs/drawing.ts'

/**
 * A finished drawing as a vector PDF, written by a worker and kept; answers a signed link. The same page asked for again is
 * the same file, unless the account is to be watermarked now and was not then. Throws `not_found`, `job_not_finished` and
 * what `takeExport` does.
 */
export async function exportPdf(
  ctx: ServiceContext,
  actor: Actor,
  { jobId, ...page }: z.infer<typeof pdfExportSchema>,
  wait?: ExportWait,
): Promise<z.infer<typeof pdfExportResponseSchema>> {
  await requireFinished(ctx, actor, jobId)
  const watermark = pdfWatermark(await readAccount(ctx, actor))
  const request = { kind: 'pdf', ...page, watermark } as const
  const made = await takeExport(ctx, actor, { jobId, request }, wait)
  return { ...made, watermarked: watermark !== undefined }
}

async function readAccount(ctx: ServiceContext, actor: Actor) {
  const account = await asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('users')
      .innerJoin('credits', 'credits.user_id', 'users.id')
      .select(['users.tier', 'credits.balance'])
      .where('users.id', '=', actor.userId)
      .executeTakeFirst(),
  )
  return account ?? { tier: 'free' as const, balance: 0 }
}
