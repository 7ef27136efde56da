'use client'
import { pdfWatermark } from '@plotline/services/contract'
import { type Device, type FormatName, formats } from '@plotline/vectorizer'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { ErrorText } from '../../components/error-text.tsx'
import { SelectField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { useAction } from '../api/use-action.ts'
import { saveFile } from '../job/start-download.ts'
import type { FileWish } from './plot-messages.ts'
import type { usePlot } from './use-plot.ts'

const others = ['svg', 'pdf', 'dxf', 'png'] as const satisfies FormatName[]
const svgKinds = { layers: 'With a layer per pen', plain: 'Plain', preview: 'With the travel drawn' } as const
type SvgKind = keyof typeof svgKinds

type PlotFilesProps = {
  device: Device
  /** Without its ending. */
  filename: string
  ready: boolean
  /** How many pens are drawn. */
  pens: number
  account: Parameters<typeof pdfWatermark>[0]
  write: ReturnType<typeof usePlot>['write']
}

/** Saves what is shown: the machine's own file first. */
export function PlotFiles({ device, filename, ready, pens, account, write }: PlotFilesProps) {
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const [wantsPerPen, setWantsPerPen] = useState(false)
  const [isCompact, setIsCompact] = useState(false)
  const [svgKind, setSvgKind] = useState<SvgKind>('layers')
  const perPen = wantsPerPen && pens > 1
  const watermark = pdfWatermark(account)
  const wishFor = (format: FormatName): FileWish => {
    if (format === 'pdf') return { format, perPen, watermark }
    if (format === 'hpgl') return { format, perPen, hpgl: isCompact ? 'compact' : 'plain' }
    return { format, perPen, ...(svgKind === 'layers' ? {} : { svg: svgKind }) }
  }
  const { run, busy, error } = useAction(async (format: FormatName) => {
    setWarnings([])
    const file = await write(wishFor(format))
    const marked = 'The PDF has a small watermark, because you have no credits left.'
    setWarnings([...file.warnings, ...(format === 'pdf' && watermark ? [marked] : [])])
    saveFile(file.bytes, file.contentType, `${filename}.${file.extension}`)
  })
  const own = device.dialect.format
  return (
    <section aria-label="Files" className="grid gap-2">
      {pens > 1 ? (
        <SwitchField label="One file per pen, zipped" checked={perPen} onChange={setWantsPerPen} />
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
      <Disclosure summary="How the files are written">
        {own === 'hpgl' ? (
          <SwitchField
            label="Compact HPGL"
            hint="Steps in place of coordinates: shorter over a slow line."
            checked={isCompact}
            onChange={setIsCompact}
          />
        ) : null}
        <SelectField
          label="SVG"
          hint="Plain is for software that stumbles over Inkscape’s layers; with the travel it is to be looked at, not plotted."
          value={svgKind}
          onChange={(event) => setSvgKind(event.target.value as SvgKind)}
        >
          {Object.entries(svgKinds).map(([kind, label]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </SelectField>
      </Disclosure>
    </section>
  )
}
