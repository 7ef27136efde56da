'use client'
import { type Recipe, styles } from '@plotline/vectorizer'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { AdvancedFields } from './fields/advanced-fields.tsx'
import { ParameterFields } from './fields/parameter-fields.tsx'
import { SubjectFields } from './fields/subject-fields.tsx'
import type { Studio } from './use-studio.ts'

type Knob = keyof Recipe['knobs']
const knobs: readonly { name: Knob; label: string; isTonal?: boolean }[] = [
  { name: 'detail', label: 'Detail' },
  { name: 'darkness', label: 'Darkness' },
  { name: 'smoothness', label: 'Smoothness' },
  { name: 'density', label: 'Density', isTonal: true },
]

/** Whether a style makes tone by the closeness of its strokes. */
function laysTone(name: Recipe['style']): boolean {
  const style = styles.find((known) => known.name === name)
  return (
    style !== undefined && (style.ink !== undefined || style.isTonal === true || 'hatch' in style.parameters)
  )
}

type AdjustPanelProps = {
  recipe: Recipe
  change: Studio['change']
  edgeModels: readonly string[]
  /** Opens the photo to mark the subject on it; null where it cannot be shown. */
  onMark: (() => void) | null
}

/** The four knobs, the subject, and what lies behind them for whoever wants it. */
export function AdjustPanel({ recipe, change, edgeModels, onMark }: AdjustPanelProps) {
  const isReset = knobs.every(({ name }) => recipe.knobs[name] === 0.5)
  return (
    <div className="grid gap-4">
      <div className="flex min-h-8 items-center justify-between max-lg:pr-10">
        <h2 className="text-sm font-[560] tracking-normal">Adjust</h2>
        <Button
          look="plain"
          size="sm"
          className="-mr-3 text-quiet"
          disabled={isReset}
          onClick={() =>
            change(() => ({ knobs: { detail: 0.5, darkness: 0.5, smoothness: 0.5, density: 0.5 } }))
          }
        >
          Reset
        </Button>
      </div>
      {knobs.map(({ name, label, isTonal }) =>
        isTonal && !laysTone(recipe.style) ? null : (
          <SliderField
            key={name}
            label={label}
            value={Math.round(recipe.knobs[name] * 100)}
            min={0}
            max={100}
            step={1}
            onChange={(value) => change((now) => ({ knobs: { ...now.knobs, [name]: value / 100 } }))}
          />
        ),
      )}
      <SubjectFields
        isolate={recipe.isolate}
        onChange={(isolate) => change(() => ({ isolate }))}
        onMark={onMark}
      />
      <Disclosure summary="Photo">
        <ParameterFields of="tone" recipe={recipe} change={change} />
      </Disclosure>
      <Disclosure summary="Advanced">
        <AdvancedFields recipe={recipe} change={change} edgeModels={edgeModels} />
      </Disclosure>
    </div>
  )
}
