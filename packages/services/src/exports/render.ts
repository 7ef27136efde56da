import {
  type Drawing,
  DrawingError,
  paperSize,
  readDrawing,
  type WriteOptions,
  writeDrawing,
  writePerPen,
} from '@plotline/strokes'
import { downloadName } from '../contract/download-name.ts'
import { DomainError } from '../error.ts'
import { type ExportRequest, exportRequestSchema } from './request.ts'

export { DomainError }

export type RenderedExport = {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly extension: string
  /** What a download of it is called; a file for a machine names that. */
  readonly filename: string
  readonly warnings: readonly string[]
}

/**
 * Writes a stored drawing as it was asked for. It holds a thread for seconds: a worker's writing threads call it, and
 * nobody else. Throws `invalid_request` for a request that is not understood or a machine that cannot take the drawing.
 */
export function renderExport(
  json: Uint8Array,
  asked: unknown,
  job: { filename: string; style: string },
): RenderedExport {
  const parsed = exportRequestSchema.safeParse(asked)
  if (!parsed.success) throw new DomainError('invalid_request', 'This way of writing a file is not known.')
  const request = parsed.data
  const drawing = readDrawing(new TextDecoder().decode(json))
  const { bytes, contentType, extension, warnings } = refusing(() => write(drawing, request, job.filename))
  const device = request.kind === 'file' ? request.device : undefined
  const filename = downloadName(job, extension, typeof device === 'object' ? device.name : device)
  return { bytes, contentType, extension, filename, warnings }
}

function write(drawing: Drawing, request: ExportRequest, title: string) {
  if (request.kind === 'pdf') return writeDrawing(drawing, 'pdf', pdfOptions(drawing, request))
  const { kind: _, format, perPen, ...options } = request
  return (perPen ? writePerPen : writeDrawing)(drawing, format, { ...options, title })
}

/** What the engine cannot write so is the request's fault, and is told why. */
function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DrawingError) throw new DomainError('invalid_request', error.message)
    throw error
  }
}

type PdfRequest = Extract<ExportRequest, { kind: 'pdf' }>

/** On the page it was drawn for it is the drawing itself, on any other it fills the margins. */
function pdfOptions(
  drawing: Drawing,
  { title, poster, key, curvesMm, watermark, kind: _, ...page }: PdfRequest,
): WriteOptions {
  return {
    ...(isOwnPage(drawing, page) ? {} : page),
    title: title || undefined,
    poster,
    key,
    curvesMm,
    watermark,
  }
}

function isOwnPage(
  { sheet }: Drawing,
  { paper, orientation, marginMm }: Pick<PdfRequest, 'paper' | 'orientation' | 'marginMm'>,
): boolean {
  const { widthMm, heightMm } = paperSize(paper)
  const isUpright = sheet.widthMm === widthMm && sheet.heightMm === heightMm
  const isTurned = sheet.widthMm === heightMm && sheet.heightMm === widthMm
  const lies = { portrait: isUpright, landscape: isTurned, auto: isUpright || isTurned }
  return lies[orientation] && marginMm === sheet.marginMm
}
