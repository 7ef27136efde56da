import { asUser } from '@plotline/db'
import { type Drawing, papers, writeDrawing } from '@plotline/vectorizer'
import type { z } from 'zod'
import { markFileReady, storeFile } from '../assets/store.ts'
import type { Actor, ServiceContext } from '../context.ts'
import { downloadName } from '../contract/download-name.ts'
import { type pdfExportResponseSchema, type pdfExportSchema, pdfWatermark } from '../contract/pdf.ts'
import { loadDrawing, requireFinished } from '../jobs/drawing.ts'
import type { Bucket } from '../storage/kinds.ts'

type Request = z.infer<typeof pdfExportSchema>

/**
 * A finished drawing as a vector PDF, kept as an artifact; answers a signed link. On the page it was drawn for it is
 * the drawing itself, on any other it fills the margins. Watermarked for the free tier at 0 credits. Throws `not_found`, `job_not_finished`, `gone`.
 */
export async function exportPdf(
  ctx: ServiceContext,
  actor: Actor,
  { jobId, title, poster, key, curvesMm, ...page }: Request,
): Promise<z.infer<typeof pdfExportResponseSchema>> {
  const job = await requireFinished(ctx, actor, jobId)
  const drawing = await loadDrawing(ctx, actor, jobId)
  const watermark = pdfWatermark(await readAccount(ctx, actor))
  const { bytes, contentType, extension, warnings } = writeDrawing(drawing, 'pdf', {
    ...(isOwnPage(drawing, page) ? {} : page),
    title: title || undefined,
    poster,
    key,
    curvesMm,
    watermark,
  })
  const filename = downloadName(job, extension)
  const stored = await storeFile(ctx, {
    kind: 'artifact',
    userId: actor.userId,
    jobId,
    format: 'pdf',
    extension,
    contentType,
    filename,
    bytes,
  })
  await markFileReady(ctx, stored.id, 'artifact')
  const link = await ctx.storage.signDownload(stored.bucket as Bucket, stored.path, { filename })
  return { ...link, filename, watermarked: watermark !== undefined, warnings: [...warnings] }
}

function isOwnPage(
  { sheet }: Drawing,
  { paper, orientation, marginMm }: Pick<Request, 'paper' | 'orientation' | 'marginMm'>,
): boolean {
  const { widthMm, heightMm } = papers[paper]
  const isUpright = sheet.widthMm === widthMm && sheet.heightMm === heightMm
  const isTurned = sheet.widthMm === heightMm && sheet.heightMm === widthMm
  const lies = { portrait: isUpright, landscape: isTurned, auto: isUpright || isTurned }
  return lies[orientation] && marginMm === sheet.marginMm
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
