'use client'
import {
  type DownloadFormat,
  downloadFormats,
  type Job,
  type PdfAccount,
  signedLinkSchema,
} from '@plotline/services/contract'
import { type Device, formatNames, formats } from '@plotline/strokes'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { ErrorText } from '../../components/error-text.tsx'
import { Working } from '../../components/working.tsx'
import { useAction } from '../api/use-action.ts'
import { DeviceField } from '../machine/device-field.tsx'
import { useDevices } from '../machine/use-devices.ts'
import { useMachine } from '../machine/use-machine.ts'
import { askForFile } from './ask-for-file.ts'
import { PdfDialog } from './pdf-dialog.tsx'
import { startDownload } from './start-download.ts'

const machine = downloadFormats.filter((format) => formats[format].kind === 'machine')
const plain = formatNames.filter((format) => formats[format].kind !== 'machine')

const speaks = (format: DownloadFormat) => (device: Device) => device.dialect.format === format

/** Every format, as often as wanted; machine files for a machine by name, one's own first. */
export function DownloadPanel({ job, account }: { job: Job; account: PdfAccount }) {
  const { device: own, choose } = useMachine()
  const { all } = useDevices()
  /** What was chosen here for a format that one's own machine does not take. */
  const [others, setOthers] = useState<Partial<Record<DownloadFormat, string>>>({})
  const chosenFor = (format: DownloadFormat) =>
    own && speaks(format)(own) ? own.name : (others[format] ?? all.find(speaks(format))?.name ?? '')
  const [asksPdf, setAsksPdf] = useState(false)
  /** What is being waited for: a file that nobody asked for before has to be written first. */
  const [writing, setWriting] = useState('')
  const { run, busy, error } = useAction(async (format: DownloadFormat, device?: string) => {
    const query = new URLSearchParams({ format, ...(device ? { device } : {}) })
    setWriting(formats[format].label)
    const link = await askForFile(signedLinkSchema, `/api/jobs/${job.id}/download?${query}`)
    startDownload(link.url, link.filename)
  })
  return (
    <div className="grid gap-4">
      <h2 className="text-sm font-[560] tracking-normal">Download</h2>
      <div className="grid grid-cols-2 gap-2">
        {plain.map((format) => (
          <FormatButton
            key={format}
            label={formats[format].label}
            hint={formats[format].hint}
            disabled={busy}
            onPress={() => (format === 'pdf' ? setAsksPdf(true) : void run(format))}
          />
        ))}
      </div>
      {machine.map((format) => {
        const { label, hint } = formats[format]
        const chosen = chosenFor(format)
        return (
          <div key={format} className="grid grid-cols-[1fr_auto] items-end gap-2">
            <DeviceField
              label={`${label}: ${hint}`}
              value={chosen}
              only={speaks(format)}
              onChange={(name) => {
                setOthers({
                  ...Object.fromEntries(machine.map((other) => [other, chosenFor(other)])),
                  [format]: name,
                })
                choose(name)
              }}
            />
            <Button
              disabled={busy}
              onClick={() => void run(format, chosen)}
              aria-label={`Download ${label}`}
              className="px-2.5"
            >
              <Download size={18} strokeWidth={1.5} aria-hidden="true" />
            </Button>
          </div>
        )
      })}
      <div role="status">{busy ? <Working>Writing the {writing} file</Working> : null}</div>
      <ErrorText>{error}</ErrorText>
      <PdfDialog job={job} account={account} open={asksPdf} onOpenChange={setAsksPdf} />
    </div>
  )
}

type FormatButtonProps = { label: string; hint: string; disabled: boolean; onPress: () => void }

function FormatButton({ label, hint, disabled, onPress }: FormatButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onPress}
      className="grid min-h-14 content-center gap-0.5 rounded-md border border-edge bg-raised px-3 py-2 text-left hover:border-ink disabled:opacity-50"
    >
      <span className="text-sm font-[560]">{label}</span>
      <span className="text-xs text-quiet">{hint}</span>
    </button>
  )
}
