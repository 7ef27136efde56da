import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ownDeviceSchema } from '../contract/devices.ts'
import { downloadFormats, downloadQuerySchema } from '../contract/jobs.ts'
import { pdfExportSchema } from '../contract/pdf.ts'

const { svg, curvesMm, hpgl, dxf } = downloadQuerySchema.shape

/**
 * How a file is to be written, as the web asks and the worker checks again. All that the bytes depend on beside the
 * drawing is in it: a machine of one's own as it was then, and the watermark that the balance asked for then.
 */
export const exportRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    format: z.enum(downloadFormats),
    /** The name of a machine that ships, or one of the person's own. */
    device: z.union([z.string().max(60), ownDeviceSchema]).optional(),
    perPen: z.boolean(),
    svg,
    curvesMm,
    hpgl,
    dxf,
  }),
  z.strictObject({
    kind: z.literal('pdf'),
    ...pdfExportSchema.omit({ jobId: true }).shape,
    watermark: z.string().max(40).optional(),
  }),
])
export type ExportRequest = z.infer<typeof exportRequestSchema>

/** The key a file is kept under within its job: the same request finds the same file. */
export function exportKey(request: ExportRequest): string {
  if (request.kind === 'pdf') return `pdf:${hashOf(exportRequestSchema.parse(request))}`
  const { kind: _, format, device, perPen, ...choices } = request
  const words = Object.entries(choices).flatMap(([choice, value]) =>
    value === undefined ? [] : [`${choice}=${value}`],
  )
  // A file that was written for a machine before it was changed is not its file.
  const machine = typeof device === 'object' ? [device.name, hashOf(device)] : [device]
  return [format, ...machine, ...words, perPen && 'per-pen'].filter(Boolean).join(':')
}

function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}
