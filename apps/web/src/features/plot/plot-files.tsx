'use client'
import type { Device, FormatName } from '@plotline/vectorizer'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { ErrorText } from '../../components/error-text.tsx'
import { Notice } from '../../components/notice.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { useAction } from '../api/use-action.ts'
import { startDownload } from '../job/start-download.ts'
import type { usePlot } from './use-plot.ts'

const others = [
  { format: 'svg', label: 'SVG' },
  { format: 'dxf', label: 'DXF' },
  { format: 'png', label: 'PNG' },
] as const satisfies { format: FormatName; label: string }[]
const names = { svg: 'SVG', hpgl: 'HPGL', gcode: 'G-code' } as const

type PlotFilesProps = {
  device: Device
  /** Without its ending. */
  filename: string
  ready: boolean
  /** How many pens are drawn. */
  pens: number
  write: ReturnType<typeof usePlot>['write']
}

/** Saves what is shown: the machine's own file first. */
export function PlotFiles({ device, filename, ready, pens, write }: PlotFilesProps) {
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const [wantsPerPen, setWantsPerPen] = useState(false)
  const perPen = wantsPerPen && pens > 1
  const { run, busy, error } = useAction(async (format: FormatName) => {
    setWarnings([])
    const file = await write(format, { perPen })
    setWarnings(file.warnings)
    const url = URL.createObjectURL(new Blob([file.bytes], { type: file.contentType }))
    startDownload(url, `${filename}.${file.extension}`)
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  })
  const own = device.dialect.format
  return (
    <section aria-label="Files" className="grid gap-2">
      {pens > 1 ? (
        <SwitchField label="One file per pen, zipped" checked={perPen} onChange={setWantsPerPen} />
      ) : null}
      <Button look="primary" size="lg" disabled={!ready || busy} onClick={() => void run(own)}>
        <Download size={18} strokeWidth={1.5} aria-hidden="true" />
        {names[own]} for {device.label}
      </Button>
      <div className="grid grid-cols-3 gap-2">
        {others
          .filter(({ format }) => format !== own)
          .map(({ format, label }) => (
            <Button key={format} disabled={!ready || busy} onClick={() => void run(format)}>
              {label}
            </Button>
          ))}
      </div>
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning" live>
          {warning}
        </Notice>
      ))}
      <ErrorText>{error}</ErrorText>
    </section>
  )
}
