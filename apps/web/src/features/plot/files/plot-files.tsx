'use client'
import { pdfWatermark } from '@plotline/services/contract'
import { type Device, type FormatName, formatNames, formats } from '@plotline/strokes'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { ErrorText } from '../../../components/error-text.tsx'
import { Notice } from '../../../components/notice.tsx'
import { SwitchField } from '../../../components/switch-field.tsx'
import { useAction } from '../../api/use-action.ts'
import { saveFile } from '../../job/start-download.ts'
import type { usePlot } from '../use-plot.ts'
import { type FileForm, wishFor } from './file-form.ts'
import { FileFormPanel } from './file-form-panel.tsx'

const others = formatNames.filter((format) => formats[format].kind === 'sheet')

type PlotFilesProps = {
  device: Device
  /** What a file with this ending is called. */
  nameOf: (extension: string) => string
  ready: boolean
  /** How many pens are drawn. */
  pens: number
  form: FileForm
  onForm: (form: FileForm) => void
  account: Parameters<typeof pdfWatermark>[0]
  write: ReturnType<typeof usePlot>['write']
}

/** Saves what is shown: the machine's own file first. */
export function PlotFiles({ device, nameOf, ready, pens, form, onForm, account, write }: PlotFilesProps) {
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const isPerPen = form.isPerPen && pens > 1
  const watermark = pdfWatermark(account)
  const own = device.dialect.format
  const { run, busy, error } = useAction(async (format: FormatName) => {
    setWarnings([])
    const file = await write(wishFor(format, { ...form, isPerPen }, { own, watermark }))
    const marked = 'The PDF has a watermark, because you have no credits left.'
    setWarnings([...file.warnings, ...(format === 'pdf' && watermark ? [marked] : [])])
    saveFile(file.bytes, file.contentType, nameOf(file.extension))
  })
  return (
    <section aria-label="Files" className="grid gap-2">
      {pens > 1 ? (
        <SwitchField
          label="One file per pen, zipped"
          checked={isPerPen}
          onChange={(wanted) => onForm({ ...form, isPerPen: wanted })}
        />
      ) : null}
      <Button look="primary" size="lg" disabled={!ready || busy} onClick={() => void run(own)}>
        <Download size={18} strokeWidth={1.5} aria-hidden="true" />
        {formats[own].label} for {device.label}
      </Button>
      <div className="grid auto-cols-fr grid-flow-col gap-2">
        {others
          .filter((format) => format !== own)
          .map((format) => (
            <Button key={format} className="px-2" disabled={!ready || busy} onClick={() => void run(format)}>
              {formats[format].label}
            </Button>
          ))}
      </div>
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning" live>
          {warning}
        </Notice>
      ))}
      <ErrorText>{error}</ErrorText>
      <FileFormPanel form={form} onChange={onForm} own={own} />
    </section>
  )
}
