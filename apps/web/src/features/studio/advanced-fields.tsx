'use client'
import { orderLevels, parameterKeysOf, type Recipe } from '@plotline/vectorizer'
import { SelectField } from '../../components/field.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { NumberField } from './number-fields.tsx'
import { ParameterFields } from './parameter-fields.tsx'
import type { Studio } from './use-studio.ts'

type AdvancedFieldsProps = { recipe: Recipe; change: Studio['change'] }

/** The parameters behind the knobs. An empty one is picked from the photo. */
export function AdvancedFields({ recipe, change }: AdvancedFieldsProps) {
  return (
    <>
      {parameterKeysOf(recipe.style).map((key) => (
        <ParameterFields key={key} of={key} recipe={recipe} change={change} />
      ))}
      <PlanFields recipe={recipe} change={change} />
      <NumberField
        label="Seed"
        value={recipe.seed}
        min={0}
        max={4294967295}
        onChange={(seed) => change(() => ({ seed: Math.round(seed ?? 1) }))}
      />
      <SliderField
        label="Working size"
        hint="Longest side of the image the engine looks at."
        value={recipe.workingPx}
        min={256}
        max={4096}
        step={64}
        unit="px"
        onChange={(workingPx) => change(() => ({ workingPx }))}
      />
    </>
  )
}

function PlanFields({ recipe, change }: AdvancedFieldsProps) {
  const set = (values: Partial<Recipe['plan']>) => change((now) => ({ plan: { ...now.plan, ...values } }))
  return (
    <>
      <NumberField
        label="Simplify by"
        unit="mm"
        min={0}
        max={5}
        value={recipe.plan.simplifyMm}
        onChange={(simplifyMm) => set({ simplifyMm: simplifyMm ?? 0.04 })}
      />
      <NumberField
        label="Join gaps up to"
        unit="mm"
        min={0}
        max={5}
        value={recipe.plan.mergeMm}
        onChange={(mergeMm) => set({ mergeMm: mergeMm ?? 0.25 })}
      />
      <NumberField
        label="Drop strokes under"
        unit="mm"
        min={0}
        max={20}
        value={recipe.plan.minStrokeMm}
        onChange={(minStrokeMm) => set({ minStrokeMm: minStrokeMm ?? 0.3 })}
      />
      <SelectField
        label="Sort strokes for little travel"
        value={recipe.plan.order}
        onChange={(event) =>
          set({ order: orderLevels.find((level) => level === event.target.value) ?? 'fast' })
        }
      >
        <option value="none">No: as drawn</option>
        <option value="greedy">Nearest first</option>
        <option value="fast">Quick</option>
        <option value="good">Well: takes seconds</option>
        <option value="best">As well as can be: takes a minute</option>
      </SelectField>
    </>
  )
}
