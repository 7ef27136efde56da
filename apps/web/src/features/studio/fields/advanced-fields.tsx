'use client'
import { parameterKeysOf, type Recipe } from '@plotline/vectorizer'
import { NumberField } from '../../../components/number-fields.tsx'
import { SliderField } from '../../../components/slider-field.tsx'
import type { Studio } from '../use-studio.ts'
import { DetectorField } from './detector-field.tsx'
import { ParameterFields } from './parameter-fields.tsx'

type AdvancedFieldsProps = { recipe: Recipe; change: Studio['change']; edgeModels: readonly string[] }

/** The parameters behind the knobs. An empty one is picked from the photo. */
export function AdvancedFields({ recipe, change, edgeModels }: AdvancedFieldsProps) {
  const detector = (
    <DetectorField
      lines={recipe.lines}
      edgeModels={edgeModels}
      onChange={(lines) => change(() => ({ lines }))}
    />
  )
  return (
    <>
      {parameterKeysOf(recipe.style).map((key) => (
        <ParameterFields
          key={key}
          of={key}
          recipe={recipe}
          change={change}
          own={key === 'lines' ? { detector } : {}}
        />
      ))}
      <ParameterFields of="plan" recipe={recipe} change={change} />
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
