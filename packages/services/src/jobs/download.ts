import { type Device, formats } from '@plotline/strokes'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { signedLinkSchema } from '../contract/common.ts'
import { ownDeviceSchema } from '../contract/devices.ts'
import type { DownloadFormat, downloadQuerySchema } from '../contract/jobs.ts'
import { DomainError } from '../error.ts'
import type { ExportRequest } from '../exports/request.ts'
import { takeExport } from '../exports/take.ts'
import type { ExportWait } from '../exports/wait.ts'
import { findOwnDevice } from '../profile/devices.ts'
import { requireFinished } from './drawing.ts'

type Query = z.infer<typeof downloadQuerySchema>

/**
 * A signed link to a finished drawing in a format. The first download of a format, written so, has a worker write and keep
 * it. A machine of the actor's own goes before one of the same name that ships. Throws `not_found`, `job_not_finished`,
 * `invalid_request` for a device we don't know or an own one that may not be kept so now, and what `takeExport` does.
 */
export async function downloadJob(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { format, device: deviceName, perPen = false, ...wishes }: Query,
  wait?: ExportWait,
): Promise<z.infer<typeof signedLinkSchema>> {
  await requireFinished(ctx, actor, id)
  const name = formats[format].kind === 'machine' ? deviceName : undefined
  const own = name ? await findOwnDevice(ctx, actor, name) : undefined
  if (own) requireWritable(own)
  const device = own ?? name
  const request = { kind: 'file', format, device, perPen, ...choicesFor(format, wishes) } as const
  const { url, expiresAt, filename } = await takeExport(ctx, actor, { jobId: id, request }, wait)
  return { url, expiresAt, filename }
}

/** A machine may be kept from when less was asked of one; a file is written for what may be kept now. */
function requireWritable(device: Device): void {
  const [issue] = ownDeviceSchema.safeParse(device).error?.issues ?? []
  if (!issue) return
  throw new DomainError(
    'invalid_request',
    `Your machine ${device.name} is kept as none may be any more: ${issue.path.join('.')}: ${issue.message}. Change it in your account.`,
  )
}

type Choices = Pick<Extract<ExportRequest, { kind: 'file' }>, 'svg' | 'curvesMm' | 'hpgl' | 'dxf'>

/** What is said of how this format is written. */
function choicesFor(format: DownloadFormat, { svg, curvesMm, hpgl, dxf }: Partial<Query>): Choices {
  return {
    ...(format === 'svg' && svg ? { svg } : {}),
    ...(format === 'svg' && curvesMm ? { curvesMm } : {}),
    ...(format === 'hpgl' && hpgl ? { hpgl } : {}),
    ...(format === 'dxf' && dxf ? { dxf } : {}),
  }
}
