'use client'
import {
  isPaperName,
  mmPerUnit,
  type Paper,
  type PaperName,
  type PaperUnit,
  paperNames,
  paperSize,
} from '@plotline/strokes'
import { ChoiceField } from '../../components/field.tsx'
import { GivenNumberField } from '../../components/number-fields.tsx'
import { inUnit, type OwnPaper, paperOf, sideRange, sidesOf } from './paper-sides.ts'

const inchesOf = (mm: number) => (mm / mmPerUnit.in).toFixed(1).replace('.0', '')

/** "A4 (210 × 297 mm, 8.3 × 11.7 in)" and so on. */
export const paperChoices = paperNames.map((name) => {
  const { label, widthMm, heightMm } = paperSize(name)
  const inches = `${inchesOf(widthMm)} × ${inchesOf(heightMm)} in`
  return [name, `${label} (${widthMm} × ${heightMm} mm, ${inches})`] as const
})

const units = [
  ['mm', 'mm'],
  ['in', 'inches'],
] as const satisfies readonly (readonly [PaperUnit, string])[]

type PaperFieldProps<T extends string> = {
  value: Paper | T
  /** What else there is to choose where the field stands. */
  others?: readonly (readonly [T, string])[]
  onChange: (paper: Paper | T) => void
}

/** A paper by its name, or by two sides of one's own. */
export function PaperField<T extends string = never>({ value, others = [], onChange }: PaperFieldProps<T>) {
  const isOther = (one: Paper | T): one is T => others.some(([other]) => other === one)
  const named = isOther(value) || isPaperName(value) ? value : null
  const own = isOther(value) || isPaperName(value) ? null : sidesOf(value)
  const choices: (readonly [PaperName | T | 'own', string])[] = [
    ...others,
    ...paperChoices,
    ['own', 'Own size…'],
  ]
  const choose = (chosen: PaperName | T | 'own') => {
    if (chosen !== 'own') return onChange(chosen)
    onChange(paperOf(sidesOf(isOther(value) ? 'a4' : value)))
  }
  return (
    <div className="grid content-start gap-2">
      <ChoiceField label="Paper" value={named ?? 'own'} choices={choices} onChange={choose} />
      {own ? <OwnSides own={own} onChange={(next) => onChange(paperOf(next))} /> : null}
    </div>
  )
}

function OwnSides({ own, onChange }: { own: OwnPaper; onChange: (own: OwnPaper) => void }) {
  const { sides, unit } = own
  const [short, long] = sides
  return (
    <div className="grid gap-2">
      <GivenNumberField
        label="Short side"
        unit={unit}
        {...sideRange(unit)}
        value={short}
        onChange={(side) => onChange({ sides: [side, long], unit })}
      />
      <GivenNumberField
        label="Long side"
        unit={unit}
        {...sideRange(unit)}
        value={long}
        onChange={(side) => onChange({ sides: [short, side], unit })}
      />
      <ChoiceField
        label="Unit"
        hideLabel
        value={unit}
        choices={units}
        onChange={(next) => onChange(inUnit(own, next))}
      />
    </div>
  )
}
