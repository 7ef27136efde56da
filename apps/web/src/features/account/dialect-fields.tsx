'use client'
import type { Device } from '@plotline/vectorizer'
import { LinesField } from '../../components/field.tsx'
import { GivenNumberField } from '../../components/number-fields.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { type DraftProblem, problemAt } from './machine-draft.ts'

type Dialect = Device['dialect']
type DialectFieldsProps<D extends Dialect = Dialect> = {
  dialect: D
  problems: readonly DraftProblem[]
  onChange: (dialect: Dialect) => void
}

/** What is sent to the machine, in the language it takes. */
export function DialectFields({ dialect, problems, onChange }: DialectFieldsProps) {
  if (dialect.format === 'svg') {
    return <p className="text-sm text-quiet">It takes SVG: its own software sends what it needs.</p>
  }
  if (dialect.format === 'hpgl') return <HpglFields dialect={dialect} onChange={onChange} />
  return <GcodeFields dialect={dialect} problems={problems} onChange={onChange} />
}

type Hpgl = Extract<Dialect, { format: 'hpgl' }>

function HpglFields({ dialect, onChange }: Omit<DialectFieldsProps<Hpgl>, 'problems'>) {
  return (
    <div className="grid gap-2">
      <GivenNumberField
        label="HPGL units a millimetre"
        hint="40 on most; the papers and their limits are in the JSON"
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
    </div>
  )
}

const snippets = [
  { key: 'penUp', label: 'Pen up', rows: 2 },
  { key: 'penDown', label: 'Pen down', rows: 2 },
  { key: 'start', label: 'At the start', rows: 4 },
  { key: 'end', label: 'At the end', rows: 4 },
  {
    key: 'penChange',
    label: 'To change the pen',
    rows: 2,
    hint: '{pen} and {number} stand for the next pen.',
  },
] as const

type Gcode = Extract<Dialect, { format: 'gcode' }>

function GcodeFields({ dialect, problems, onChange }: DialectFieldsProps<Gcode>) {
  const { power } = dialect
  return (
    <div className="grid gap-4">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {snippets.map(({ key, label, rows, ...rest }) => (
          <LinesField
            key={key}
            label={label}
            rows={rows}
            value={dialect[key].join('\n')}
            error={problemAt(problems, `dialect.${key}`)}
            onChange={(event) => onChange({ ...dialect, [key]: event.target.value.split('\n') })}
            {...rest}
          />
        ))}
      </div>
      {power ? (
        <div className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-2">
          <GivenNumberField
            label="Power where it is lightest"
            hint="The S that stands for {power} in “Pen down”"
            min={0}
            max={power.most}
            value={power.least}
            onChange={(least) => onChange({ ...dialect, power: { ...power, least: Math.round(least) } })}
          />
          <GivenNumberField
            label="Power where it is darkest"
            min={Math.max(1, power.least)}
            max={100_000}
            value={power.most}
            onChange={(most) => onChange({ ...dialect, power: { ...power, most: Math.round(most) } })}
          />
          <GivenNumberField
            label="Runs on and off lines by"
            unit="mm"
            hint="Unlit, to be up to speed where a line begins"
            min={0}
            max={50}
            value={dialect.overscanMm}
            onChange={(overscanMm) => onChange({ ...dialect, overscanMm })}
          />
        </div>
      ) : null}
      <SwitchField
        label="Takes arcs"
        hint="G2 and G3; without them round lines are drawn as short straight ones"
        checked={dialect.arcs}
        onChange={(arcs) => onChange({ ...dialect, arcs })}
      />
    </div>
  )
}
