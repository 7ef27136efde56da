import type { pdfExportResponseSchema } from '@plotline/services/contract'
import type { z } from 'zod'
import { ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'

export type MadePdf = Pick<z.infer<typeof pdfExportResponseSchema>, 'watermarked' | 'warnings'>

type PdfNoticesProps = {
  /** Null before it is made. */
  made: MadePdf | null
  willBeMarked: boolean
}

/** What one should know of a PDF: that it will have a watermark, or that it is made and what it lacks. */
export function PdfNotices({ made, willBeMarked }: PdfNoticesProps) {
  const isMarked = made ? made.watermarked : willBeMarked
  return (
    <>
      {isMarked ? (
        <Notice
          tone="warning"
          live={made !== null}
          action={
            <ButtonLink href="/credits" size="sm">
              See packs
            </ButtonLink>
          }
        >
          The PDF {made ? 'is made, with' : 'will have'} a watermark across the page, because you have no
          credits left.
        </Notice>
      ) : null}
      {made && !isMarked ? (
        <Notice tone="done" live>
          The PDF is made and downloading.
        </Notice>
      ) : null}
      {made?.warnings.map((warning) => (
        <Notice key={warning} tone="warning" live>
          {warning}
        </Notice>
      ))}
    </>
  )
}
