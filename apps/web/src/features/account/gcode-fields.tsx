'use client'
import type { GcodeDialect } from '@plotline/strokes'
import { ChoiceField, choicesOf, LinesField } from '../../components/field.tsx'
import { GivenNumberField } from '../../components/number-fields.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { withoutPower, withPower } from './gcode-power.ts'
import { type DraftProblem, problemAt } from './machine-draft.ts'

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

const comments = {
  parentheses: '(in parentheses)',
  semicolon: '; after a semicolon',
} satisfies Record<GcodeDialect['comment'], string>

type GcodeFieldsProps = {
  dialect: GcodeDialect
  problems: readonly DraftProblem[]
  onChange: (dialect: GcodeDialect) => void
}

/** The lines that a machine taking G-code is sent, and how they are written. */
export function GcodeFields({ dialect, problems, onChange }: GcodeFieldsProps) {
  const { power } = dialect
  return (
    <div className="grid gap-4">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {snippets.map(({ key, label, rows, ...rest }) => (
          <LinesField
            key={key}
            label={label}
            rows={Math.min(8, Math.max(rows, dialect[key].length))}
            value={dialect[key].join('\n')}
            error={problemAt(problems, `dialect.${key}`)}
            onChange={(event) => onChange({ ...dialect, [key]: event.target.value.split('\n') })}
            {...rest}
          />
        ))}
      </div>
      <SwitchField
        label="Darkness sets the power"
        hint="For lasers: {power} in “Pen down” stands for it"
        checked={power !== undefined}
        onChange={(on) => onChange(on ? withPower(dialect) : withoutPower(dialect))}
      />
      {power ? (
        <div className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-2">
          <GivenNumberField
            label="Power where it is lightest"
            hint="S where there is nearly no ink"
            min={0}
            max={power.most}
            value={power.least}
            onChange={(least) => onChange({ ...dialect, power: { ...power, least: Math.round(least) } })}
          />
          <GivenNumberField
            label="Power where it is darkest"
            hint="S where there is all the ink there is"
            min={Math.max(1, power.least)}
            max={100_000}
            value={power.most}
            onChange={(most) => onChange({ ...dialect, power: { ...power, most: Math.round(most) } })}
          />
          <GivenNumberField
            label="Curve between them"
            hint="1 is even; more keeps middle tones light"
            min={0.1}
            max={10}
            value={power.gamma}
            onChange={(gamma) => onChange({ ...dialect, power: { ...power, gamma } })}
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
      <div className="grid items-start gap-x-8 gap-y-4 sm:grid-cols-2">
        <ChoiceField
          label="Comments are written"
          value={dialect.comment}
          choices={choicesOf(comments)}
          onChange={(comment) => onChange({ ...dialect, comment })}
        />
        <GivenNumberField
          label="Decimals of a coordinate"
          hint="3 are thousandths of a millimetre"
          min={1}
          max={5}
          value={dialect.decimals}
          onChange={(decimals) => onChange({ ...dialect, decimals: Math.round(decimals) })}
        />
      </div>
    </div>
  )
}
