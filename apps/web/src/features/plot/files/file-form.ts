import type { FormatName, WriteOptions } from '@plotline/strokes'
import type { FileWish } from '../plot-messages.ts'
import { type PdfPages, pdfPagesOf } from './pdf-pages.ts'

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

type Wished = {
  /** The machine's own format. Where it is SVG, areas are written as what the machine draws of them. */
  readonly own: FormatName
  readonly watermark: string | undefined
}

/** What of the form matters to a format. */
export function wishFor(format: FormatName, form: FileForm, { own, watermark }: Wished): FileWish {
  const shared = { format, perPen: form.isPerPen }
  const curves = form.isCurved ? { curvesMm } : {}
  if (format === 'svg') {
    const areas = own === 'svg' ? 'borders' : 'filled'
    return { ...shared, ...curves, areas, ...(form.svg === 'layers' ? {} : { svg: form.svg }) }
  }
  if (format === 'hpgl') return { ...shared, hpgl: form.isCompactHpgl ? 'compact' : 'plain' }
  if (format === 'dxf') return { ...shared, dxf: form.dxf }
  if (format !== 'pdf') return shared
  return { ...shared, watermark, ...curves, ...pdfPagesOf(form) }
}
