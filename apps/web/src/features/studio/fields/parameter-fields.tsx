'use client'
import { type Parameter, type Recipe, recipeParameters } from '@plotline/vectorizer'
import { Fragment, type ReactNode } from 'react'
import { ChoiceField } from '../../../components/field.tsx'
import { NumberField, NumbersField } from '../../../components/number-fields.tsx'
import { SwitchField } from '../../../components/switch-field.tsx'
import { choiceLabel, labelOf } from '../../sheet/parameter-words.ts'
import type { Studio } from '../use-studio.ts'

type ParameterFieldsProps = {
  of: keyof Recipe
  recipe: Recipe
  change: Studio['change']
  /** Fields that stand in the place of those made here, by the parameter's name. */
  own?: Readonly<Record<string, ReactNode>>
}

/** A field for each parameter that the recipe's schema has under a key; an empty one is picked from the photo. */
export function ParameterFields({ of, recipe, change, own = {} }: ParameterFieldsProps) {
  const values = recipe[of] as Record<string, unknown>
  const set = (name: string, value: unknown) =>
    change((now) => ({ [of]: { ...(now[of] as Record<string, unknown>), [name]: value } }) as Partial<Recipe>)
  return Object.entries(recipeParameters()[of]?.properties ?? {}).map(([name, parameter]) =>
    name in own ? (
      <Fragment key={name}>{own[name]}</Fragment>
    ) : (
      <ParameterField
        key={name}
        path={`${of}.${name}`}
        parameter={parameter}
        value={values[name]}
        onChange={(value) => set(name, value)}
      />
    ),
  )
}

type ParameterFieldProps = {
  /** The parameter's place in the recipe. */
  path: string
  parameter: Parameter
  value: unknown
  onChange: (value: unknown) => void
}

function ParameterField({ path, parameter, value, onChange }: ParameterFieldProps) {
  const { label, unit } = labelOf(path)
  const hint = parameter.description
  const { minimum = -1e6, maximum = 1e6 } = parameter.items ?? parameter
  if (parameter.enum) {
    return (
      <ChoiceField
        label={label}
        hint={hint}
        value={String(value)}
        choices={parameter.enum.map((choice) => [choice, choiceLabel(path, choice)])}
        onChange={onChange}
      />
    )
  }
  if (parameter.type === 'boolean')
    return <SwitchField label={label} hint={hint} checked={value === true} onChange={onChange} />
  if (parameter.type === 'array') {
    return (
      <NumbersField
        label={label}
        hint={hint}
        unit={unit}
        min={minimum}
        max={maximum}
        most={parameter.maxItems ?? 6}
        values={value as number[] | undefined}
        onChange={onChange}
      />
    )
  }
  if (parameter.type !== 'number' && parameter.type !== 'integer') return null
  return (
    <NumberField
      label={label}
      hint={hint}
      unit={unit}
      min={minimum}
      max={maximum}
      value={value as number | undefined}
      onChange={(number) =>
        onChange(parameter.type === 'integer' && number !== undefined ? Math.round(number) : number)
      }
    />
  )
}
