import type { PlanSteps } from '@plotline/strokes'
import { Disclosure } from '../../components/disclosure.tsx'
import { ChoiceField, choicesOf } from '../../components/field.tsx'
import { GivenNumberField, NumberField } from '../../components/number-fields.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { seamLabels } from '../sheet/parameter-words.ts'

/** Lengths that switch a step on; empty is off. */
const lengths = [
  { key: 'mergeMm', label: 'Join ends within', hint: 'One stroke where two meet', least: 0.01, most: 5 },
  {
    key: 'simplifyMm',
    label: 'Simplify within',
    hint: 'Fewer points, no farther off',
    least: 0.001,
    most: 5,
  },
  {
    key: 'dedupeMm',
    label: 'Doubled ink within',
    hint: 'What is drawn twice is left out',
    least: 0.01,
    most: 5,
  },
  { key: 'minMm', label: 'Drop strokes under', hint: 'Dots are dropped, too', least: 0.01, most: 100 },
] as const

type StrokesPanelProps = {
  steps: PlanSteps
  onChange: (steps: PlanSteps) => void
  /** Whether there is what may hide strokes. */
  hasCovers: boolean
  hidesCovered: boolean
  onHidesCovered: (hides: boolean) => void
  fromPercent: number
  onFromPercent: (percent: number) => void
}

/** What is done to strokes before they are drawn; nothing unless asked for. */
export function StrokesPanel({
  steps,
  onChange,
  hasCovers,
  hidesCovered,
  onHidesCovered,
  fromPercent,
  onFromPercent,
}: StrokesPanelProps) {
  return (
    <Disclosure summary="Strokes, seams and passes">
      <div className="grid gap-2">
        {lengths.map(({ key, label, hint, least, most }) => (
          <NumberField
            key={key}
            label={label}
            hint={hint}
            unit="mm"
            empty="off"
            min={least}
            max={most}
            value={steps[key] ?? undefined}
            onChange={(mm) => onChange({ ...steps, [key]: mm ?? null })}
          />
        ))}
        {hasCovers ? (
          <SwitchField
            label="Hide covered lines"
            hint="What later areas lie over is left out"
            checked={hidesCovered}
            onChange={onHidesCovered}
          />
        ) : null}
      </div>
      <ChoiceField
        label="Loops begin"
        hint="Where a pen sets down and lifts in one place, a small blot stays."
        value={steps.seams}
        choices={choicesOf(seamLabels)}
        onChange={(kind) => onChange({ ...steps, seams: kind })}
      />
      <div className="grid gap-2">
        <GivenNumberField
          label="Draw every stroke"
          hint="More passes, more ink or a deeper cut"
          unit="×"
          min={1}
          max={10}
          value={steps.passes}
          onChange={(passes) => onChange({ ...steps, passes: Math.round(passes) })}
        />
        <NumberField
          label="Refill the pen after"
          hint="A pause at the end of a stroke"
          unit="mm"
          empty="never"
          min={10}
          max={1_000_000}
          value={steps.refillMm ?? undefined}
          onChange={(mm) => onChange({ ...steps, refillMm: mm ?? null })}
        />
        <NumberField
          label="Begin at"
          hint="Where a pen died, in percent of the time"
          unit="%"
          empty="start"
          min={0}
          max={99.9}
          value={fromPercent > 0 ? fromPercent : undefined}
          onChange={(percent) => onFromPercent(percent ?? 0)}
        />
      </div>
    </Disclosure>
  )
}
