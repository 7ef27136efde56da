'use client'
import type { Device } from '@plotline/strokes'
import { GcodeFields } from './gcode-fields.tsx'
import { HpglFields } from './hpgl-fields.tsx'
import type { DraftProblem } from './machine-draft.ts'

type DialectFieldsProps = {
  dialect: Device['dialect']
  problems: readonly DraftProblem[]
  onChange: (dialect: Device['dialect']) => void
}

/** What is sent to the machine, in the language it takes. */
export function DialectFields({ dialect, problems, onChange }: DialectFieldsProps) {
  if (dialect.format === 'svg') {
    return <p className="text-sm text-quiet">It takes SVG: its own software sends what it needs.</p>
  }
  if (dialect.format === 'hpgl')
    return <HpglFields dialect={dialect} problems={problems} onChange={onChange} />
  return <GcodeFields dialect={dialect} problems={problems} onChange={onChange} />
}
