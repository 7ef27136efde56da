import type { FormatName, WriteOptions } from '@plotline/vectorizer'
import { type PdfPages, pdfPagesOf } from './pdf-pages.ts'
import type { FileWish } from './plot-messages.ts'

/** How files are to be written where a format leaves a choice. */
export type FileForm = PdfPages & {
  /** A zip of one file per pen. */
  readonly isPerPen: boolean
  readonly svg: NonNullable<WriteOptions['svg']> | 'layers'
  readonly isCurved: boolean
  readonly dxf: NonNullable<WriteOptions['dxf']>
  readonly isCompactHpgl: boolean
}

/** What everything reads. */
export const plainForm: FileForm = {
  isPerPen: false,
  svg: 'layers',
  isCurved: false,
  dxf: 'r12',
  isCompactHpgl: false,
  poster: 'none',
  hasKey: false,
}

/** How far curves may leave the strokes they are fitted to, mm. */
export const curvesMm = 0.03

/** What of the form matters to a format. */
export function wishFor(format: FormatName, form: FileForm, watermark: string | undefined): FileWish {
  const shared = { format, perPen: form.isPerPen }
  const curves = form.isCurved ? { curvesMm } : {}
  if (format === 'svg') return { ...shared, ...curves, ...(form.svg === 'layers' ? {} : { svg: form.svg }) }
  if (format === 'hpgl') return { ...shared, hpgl: form.isCompactHpgl ? 'compact' : 'plain' }
  if (format === 'dxf') return { ...shared, dxf: form.dxf }
  if (format !== 'pdf') return shared
  return { ...shared, watermark, ...curves, ...pdfPagesOf(form) }
}
