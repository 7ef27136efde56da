import { type Drawing, findDevice, writeDrawing } from '@plotline/vectorizer'
import type { z } from 'zod'
import { markFileReady, storeFile } from '../assets/store.ts'
import type { Actor, ServiceContext } from '../context.ts'
import type { signedLinkSchema } from '../contract/common.ts'
import type { DownloadFormat, downloadQuerySchema } from '../contract/jobs.ts'
import { DomainError } from '../error.ts'
import type { Bucket } from '../storage/kinds.ts'
import { type FinishedJob, findFile, loadDrawing, requireFinished } from './drawing.ts'
import { downloadName } from './filename.ts'

/** The formats that are written for a machine; the rest are the same for everyone. */
const deviceFormats: ReadonlySet<DownloadFormat> = new Set(['hpgl', 'gcode'])

/**
 * A signed link to a finished drawing in a format. The first download of a format writes and keeps it.
 * Throws `not_found`, `job_not_finished`, `gone`, and `invalid_request` for a device we don't know.
 */
export async function downloadJob(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { format, device: deviceName }: z.infer<typeof downloadQuerySchema>,
): Promise<z.infer<typeof signedLinkSchema>> {
  const job = await requireFinished(ctx, actor, id)
  const device = deviceName && deviceFormats.has(format) ? requireDevice(deviceName) : undefined
  const key = device ? `${format}:${device.name}` : format
  const file =
    (await findFile(ctx, actor, id, key)) ??
    (await writeFile(ctx, actor, job, await loadDrawing(ctx, actor, id), { format, key, device }))
  const link = await ctx.storage.signDownload(file.bucket as Bucket, file.path, { filename: file.filename })
  return { ...link, filename: file.filename }
}

type Device = NonNullable<ReturnType<typeof findDevice>>

function requireDevice(name: string): Device {
  const device = findDevice(name)
  if (device) return device
  throw new DomainError('invalid_request', `There is no device called ${name}.`, [
    { path: 'device', message: 'expected the name of a device' },
  ])
}

async function writeFile(
  ctx: ServiceContext,
  actor: Actor,
  job: FinishedJob,
  drawing: Drawing,
  { format, key, device }: { format: DownloadFormat; key: string; device: Device | undefined },
) {
  const { bytes, contentType, extension } = writeDrawing(drawing, format, { device, title: job.filename })
  const filename = downloadName(job, extension, device?.name)
  const stored = await storeFile(ctx, {
    kind: 'artifact',
    userId: actor.userId,
    jobId: job.id,
    format: key,
    extension,
    contentType,
    filename,
    bytes,
  })
  await markFileReady(ctx, stored.id, 'artifact')
  return { ...stored, filename }
}
