'use client'
import { type Job, type PdfAccount, pdfExportResponseSchema, pdfWatermark } from '@plotline/services/contract'
import type { Recipe } from '@plotline/vectorizer'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Form } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAction } from '../api/use-action.ts'
import { type PdfPages, pdfPagesOf } from '../plot/files/pdf-pages.ts'
import { PdfPagesFields } from '../plot/files/pdf-pages-fields.tsx'
import { mostMarginMm, PageFields } from '../studio/fields/page-fields.tsx'
import { askForFile } from './ask-for-file.ts'
import { pageOf } from './job-settings.ts'
import { type MadePdf, PdfNotices } from './pdf-notices.tsx'
import { startDownload } from './start-download.ts'

type PdfDialogProps = {
  job: Job
  account: PdfAccount
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** A PDF at true size: paper, the way it lies, a title, margins. */
export function PdfDialog({ job, account, open, onOpenChange }: PdfDialogProps) {
  const { paper, marginMm } = pageOf(job)
  const [page, setPage] = useState({
    paper,
    orientation: 'auto' as Recipe['page']['orientation'],
    marginMm: Math.min(mostMarginMm, marginMm),
  })
  const [pages, setPages] = useState<PdfPages>({ poster: 'none', hasKey: false })
  const [title, setTitle] = useState('')
  const [made, setMade] = useState<MadePdf | null>(null)
  const { run, busy, error } = useAction(async () => {
    setMade(null)
    const link = await askForFile(pdfExportResponseSchema, '/api/pdf/export', {
      method: 'POST',
      body: { jobId: job.id, title, ...page, ...pdfPagesOf(pages) },
    })
    startDownload(link.url, link.filename)
    setMade(link)
  })
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Export a PDF"
      description="Vector, at true size in millimetres."
    >
      <Form onSubmit={() => void run()}>
        <TextField
          label="Title"
          hint="Printed small under the drawing. Leave empty for none."
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <PageFields
          page={page}
          follows="the drawing"
          onChange={(values) => setPage((now) => ({ ...now, ...values }))}
        />
        <PdfPagesFields pages={pages} onChange={setPages} />
        {error ? (
          <Notice tone="danger" live>
            {error}
          </Notice>
        ) : null}
        <PdfNotices made={made} willBeMarked={pdfWatermark(account) !== undefined} />
        <Button type="submit" look="primary" size="lg" busy={busy}>
          Make the PDF
        </Button>
      </Form>
    </Dialog>
  )
}
