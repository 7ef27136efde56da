'use client'
import type { HpglDialect } from '@plotline/strokes'
import { LinesField } from '../../components/field.tsx'
import { GivenNumberField } from '../../components/number-fields.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { type DraftProblem, problemAt } from './machine-draft.ts'
import { PapersField } from './papers-field.tsx'

type HpglFieldsProps = {
  dialect: HpglDialect
  problems: readonly DraftProblem[]
  onChange: (dialect: HpglDialect) => void
}

const snippets = [
  { key: 'start', label: 'At the start' },
  { key: 'end', label: 'At the end' },
  { key: 'penChange', label: 'Before another pen', hint: '{pen} and {number} stand for the next pen.' },
] as const

/** `VS` as the HP 7475A knows it: in cm/s, 38 by itself. */
const usualSpeed = { stepMmPerS: 10, usual: 38 } as const

/** What a plotter that takes HPGL is told, and the sheets it knows. */
export function HpglFields({ dialect, problems, onChange }: HpglFieldsProps) {
  const { speed } = dialect
  return (
    <div className="grid gap-4">
      <div className="grid gap-2">
        <GivenNumberField
          label="HPGL units a millimetre"
          hint="40 on most"
          min={1}
          max={1000}
          value={dialect.unitsPerMm}
          onChange={(unitsPerMm) => onChange({ ...dialect, unitsPerMm })}
        />
        <SwitchField
          label="Takes HP-GL/2"
          hint="Plotters from 1988 on: compact files become much shorter"
          checked={dialect.polylineEncoded}
          onChange={(polylineEncoded) => onChange({ ...dialect, polylineEncoded })}
        />
        <SwitchField
          label="Takes its speed from the file"
          hint="By VS; without it the speed is set on the machine"
          checked={speed !== undefined}
          onChange={(on) => {
            const { speed: _, ...rest } = dialect
            onChange(on ? { ...rest, speed: usualSpeed } : rest)
          }}
        />
        {speed ? (
          <div className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-2">
            <GivenNumberField
              label="One step of VS, mm/s"
              min={0.1}
              max={1000}
              value={speed.stepMmPerS}
              onChange={(stepMmPerS) => onChange({ ...dialect, speed: { ...speed, stepMmPerS } })}
            />
            <GivenNumberField
              label="Usual speed in steps"
              hint="What a pen draws at that is told nothing"
              min={1}
              max={127}
              value={speed.usual}
              onChange={(usual) => onChange({ ...dialect, speed: { ...speed, usual: Math.round(usual) } })}
            />
          </div>
        ) : null}
      </div>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {snippets.map(({ key, label, ...rest }) => {
          const { [key]: lines = [], ...others } = dialect
          return (
            <LinesField
              key={key}
              label={label}
              rows={Math.min(8, Math.max(2, lines.length))}
              value={lines.join('\n')}
              error={problemAt(problems, `dialect.${key}`)}
              onChange={({ target: { value } }) =>
                onChange(value === '' ? others : { ...others, [key]: value.split('\n') })
              }
              {...rest}
            />
          )
        })}
      </div>
      <PapersField dialect={dialect} onChange={(papers) => onChange({ ...dialect, papers })} />
    </div>
  )
}
