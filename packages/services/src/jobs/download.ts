import { createHash } from 'node:crypto'
import {
  type Device,
  DrawingError,
  type WriteOptions,
  type WrittenFile,
  writeDrawing,
  writePerPen,
} from '@plotline/vectorizer'
import type { z } from 'zod'
import { markFileReady, storeFile } from '../assets/store.ts'
import type { Actor, ServiceContext } from '../context.ts'
import type { signedLinkSchema } from '../contract/common.ts'
import { downloadName } from '../contract/download-name.ts'
import type { DownloadFormat, downloadQuerySchema } from '../contract/jobs.ts'
import { DomainError } from '../error.ts'
import { findOwnDevice } from '../profile/devices.ts'
import type { Bucket } from '../storage/kinds.ts'
import { type FinishedJob, findFile, loadDrawing, requireFinished } from './drawing.ts'

/** The formats that are written for a machine; the rest are the same for everyone. */
const deviceFormats: ReadonlySet<DownloadFormat> = new Set(['hpgl', 'gcode'])

type Query = z.infer<typeof downloadQuerySchema>

/**
 * A signed link to a finished drawing in a format. The first download of a format, written so, writes and keeps it. A
 * machine of the actor's own goes before one of the same name that ships. Throws `not_found`, `job_not_finished`, `gone`, and `invalid_request` for a device we don't know.
 */
export async function downloadJob(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { format, device: deviceName, perPen = false, ...wishes }: Query,
): Promise<z.infer<typeof signedLinkSchema>> {
  const job = await requireFinished(ctx, actor, id)
  const name = deviceFormats.has(format) ? deviceName : undefined
  const own = name ? await findOwnDevice(ctx, actor, name) : undefined
  const options = choicesFor(format, wishes)
  const words = Object.entries(options).map(([choice, value]) => `${choice}=${value}`)
  const key = [format, name, own && versionOf(own), ...words, perPen && 'per-pen'].filter(Boolean).join(':')
  const file =
    (await findFile(ctx, actor, id, key)) ??
    (await writeFile(ctx, actor, job, { format, key, perPen, options, device: own ?? name }))
  const link = await ctx.storage.signDownload(file.bucket as Bucket, file.path, { filename: file.filename })
  return { ...link, filename: file.filename }
}

/** What is said of how this format is written. */
function choicesFor(format: DownloadFormat, { svg, curvesMm, hpgl, dxf }: Partial<Query>): WriteOptions {
  return {
    ...(format === 'svg' && svg ? { svg } : {}),
    ...(format === 'svg' && curvesMm ? { curvesMm } : {}),
    ...(format === 'hpgl' && hpgl ? { hpgl } : {}),
    ...(format === 'dxf' && dxf ? { dxf } : {}),
  }
}

type Wanted = {
  format: DownloadFormat
  key: string
  perPen: boolean
  options: WriteOptions
  device: Device | string | undefined
}

async function writeFile(
  ctx: ServiceContext,
  actor: Actor,
  job: FinishedJob,
  { format, key, perPen, options, device }: Wanted,
) {
  const drawing = await loadDrawing(ctx, actor, job.id)
  const write = perPen ? writePerPen : writeDrawing
  const written = refusing(() => write(drawing, format, { ...options, device, title: job.filename }))
  const { bytes, contentType, extension } = written
  const filename = downloadName(job, extension, typeof device === 'object' ? device.name : device)
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

/** Of a machine's data: a file that was written for it before it was changed is not its file. */
function versionOf(device: Device): string {
  return createHash('sha256').update(JSON.stringify(device)).digest('hex').slice(0, 16)
}

/** A machine that is not known, or cannot take this drawing, is the request's fault and is told why. */
function refusing(write: () => WrittenFile): WrittenFile {
  try {
    return write()
  } catch (error) {
    if (!(error instanceof DrawingError)) throw error
    throw new DomainError('invalid_request', error.message, [{ path: 'device', message: error.message }])
  }
}
