'use client'
import { Download, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { LinesField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { saveFile } from '../job/start-download.ts'
import type { TextProblem } from './machine-json.ts'

type MachineTextProps = {
  text: string
  /** Without its ending. */
  filename: string
  problems: readonly TextProblem[]
  onChange: (text: string) => void
}

const mostBytes = 64 * 1024
const icon = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const

/** A machine as text: to edit, to save, to open. */
export function MachineText({ text, filename, problems, onChange }: MachineTextProps) {
  const input = useRef<HTMLInputElement>(null)
  const [tooLarge, setTooLarge] = useState<string | null>(null)
  const open = async (file: File | undefined) => {
    if (!file) return
    const isTooLarge = file.size > mostBytes
    setTooLarge(isTooLarge ? `${file.name} is larger than 64 kB: this is no machine.` : null)
    if (!isTooLarge) onChange(await file.text())
  }
  return (
    <div className="grid gap-3">
      <LinesField
        label="Machine as JSON"
        hint="All that is known of the machine. Lengths are in mm, times in seconds. A saved file can be opened here again."
        rows={16}
        wrap="off"
        className="text-xs sm:text-xs"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {problems.length > 0 ? (
        <Notice tone="danger" live>
          <ul className="grid gap-1">
            {problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                <span className="figures">Line {line}</span>: {message}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {tooLarge ? (
        <Notice tone="danger" live>
          {tooLarge}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => input.current?.click()}>
          <Upload {...icon} />
          Open a file
        </Button>
        <Button size="sm" onClick={() => saveFile(text, 'application/json', `${filename}.json`)}>
          <Download {...icon} />
          Save as a file
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label="Machine file"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            void open(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
    </div>
  )
}
