'use client'
import { type Job, pdfExportResponseSchema } from '@plotline/services/contract'
import { paperNames } from '@plotline/vectorizer'
import { useState } from 'react'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { call } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'
import { paperLabel } from '../studio/page-panel.tsx'
import { startDownload } from './start-download.ts'

type PdfDialogProps = { job: Job; open: boolean; onOpenChange: (open: boolean) => void }

/** A PDF at true size: paper, the way it lies, a title, margins. */
export function PdfDialog({ job, open, onOpenChange }: PdfDialogProps) {
  const [paper, setPaper] = useState(job.recipe.page.paper)
  const [orientation, setOrientation] = useState<'auto' | 'portrait' | 'landscape'>('auto')
  const [title, setTitle] = useState('')
  const [marginMm, setMarginMm] = useState(15)
  const [watermarked, setWatermarked] = useState<boolean | null>(null)
  const { run, busy, error } = useAction(async () => {
    const link = await call(pdfExportResponseSchema, '/api/pdf/export', {
      method: 'POST',
      body: { jobId: job.id, paper, orientation, title, marginMm },
    })
    startDownload(link.url, link.filename)
    setWatermarked(link.watermarked)
  })
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Export a PDF"
      description="Vector, at true size in millimetres."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <TextField
          label="Title"
          hint="Printed small under the drawing. Leave empty for none."
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className="grid grid-cols-2 gap-3">
          <SelectField
            label="Paper"
            value={paper}
            onChange={(event) => setPaper(paperNames.find((name) => name === event.target.value) ?? 'a4')}
          >
            {paperNames.map((name) => (
              <option key={name} value={name}>
                {paperLabel(name)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Orientation"
            value={orientation}
            onChange={(event) => setOrientation(event.target.value as typeof orientation)}
          >
            <option value="auto">As the drawing</option>
            <option value="portrait">Portrait</option>
            <option value="landscape">Landscape</option>
          </SelectField>
        </div>
        <SliderField
          label="Margin"
          unit="mm"
          min={0}
          max={60}
          step={1}
          value={marginMm}
          onChange={setMarginMm}
        />
        {error ? (
          <Notice tone="danger" live>
            {error}
          </Notice>
        ) : null}
        {watermarked === null ? null : (
          <Notice
            tone={watermarked ? 'warning' : 'done'}
            live
            action={
              watermarked ? (
                <ButtonLink href="/credits" size="sm">
                  See packs
                </ButtonLink>
              ) : null
            }
          >
            {watermarked
              ? 'The PDF is made, with a small watermark, because you have no credits left.'
              : 'The PDF is made and downloading.'}
          </Notice>
        )}
        <Button type="submit" look="primary" size="lg" busy={busy}>
          Make the PDF
        </Button>
      </form>
    </Dialog>
  )
}
