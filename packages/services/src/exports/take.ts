import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { findFile } from '../jobs/drawing.ts'
import type { Bucket } from '../storage/kinds.ts'
import { orderExport } from './order.ts'
import { type ExportRequest, exportKey } from './request.ts'
import { awaitExport, type ExportWait } from './wait.ts'

/**
 * A signed link to a file of a finished job, and what was said when it was written. A file that was written before is found
 * again; else a worker writes it, and this waits. Throws `gone`, and what `orderExport` and `awaitExport` do.
 */
export async function takeExport(
  ctx: ServiceContext,
  actor: Actor,
  { jobId, request }: { jobId: string; request: ExportRequest },
  wait?: ExportWait,
) {
  const key = exportKey(request)
  const found =
    (await findFile(ctx, actor, jobId, key)) ?? (await write(ctx, actor, { jobId, request }, wait))
  const { filename } = found
  const link = await ctx.storage.signDownload(found.bucket as Bucket, found.path, { filename })
  return { ...link, filename, warnings: found.warnings ?? [] }
}

async function write(
  ctx: ServiceContext,
  actor: Actor,
  wanted: { jobId: string; request: ExportRequest },
  wait?: ExportWait,
) {
  if (!(await findFile(ctx, actor, wanted.jobId, 'json'))) throw new DomainError('gone')
  await awaitExport(ctx, actor, await orderExport(ctx, actor, wanted, wait?.countUse), wait)
  const written = await findFile(ctx, actor, wanted.jobId, exportKey(wanted.request))
  if (!written) throw new DomainError('gone')
  return written
}
