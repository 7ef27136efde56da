'use client'
import { useId, useState } from 'react'
import { classNames } from './class-names.ts'
import { FieldRow } from './field-row.tsx'
import { useTyped } from './use-typed.ts'

type Shared = {
  label: string
  hint?: string | undefined
  unit?: string | undefined
  min: number
  max: number
}
type NumberFieldProps = Shared & {
  value: number | undefined
  onChange: (value: number | undefined) => void
  /** What an empty field says. */
  empty?: string
}

/**
 * A number that may be left out: empty is automatic, or what it says. Committed when left or on Enter; what lies beyond
 * the range becomes the end of it, and the field says so.
 */
export function NumberField({ min, max, value, onChange, hint, ...rest }: NumberFieldProps) {
  const [note, setNote] = useState<string | null>(null)
  const commit = (typed: string) => {
    const number = Number(typed.replace(',', '.'))
    setNote(noteOn(typed, number, min, max))
    if (typed.trim() === '') onChange(undefined)
    else if (!Number.isNaN(number)) onChange(Math.min(max, Math.max(min, number)))
  }
  return (
    <TypedField
      {...rest}
      hint={note ?? hint}
      inputMode="decimal"
      width="w-20"
      shown={value ?? ''}
      onCommit={commit}
    />
  )
}

function noteOn(typed: string, number: number, min: number, max: number): string | null {
  if (typed.trim() === '') return null
  if (Number.isNaN(number)) return `“${typed}” is no number`
  if (number < min) return `${min} is the least`
  return number > max ? `${max} is the most` : null
}

type GivenNumberFieldProps = Shared & { value: number; onChange: (value: number) => void }

/** A number that there must be: emptied, it stays what it was. */
export function GivenNumberField({ onChange, ...rest }: GivenNumberFieldProps) {
  return <NumberField {...rest} onChange={(value) => value !== undefined && onChange(value)} />
}

type NumbersFieldProps = Shared & {
  /** How many may be given. */
  most: number
  values: number[] | undefined
  onChange: (values: number[] | undefined) => void
}

/** Several numbers in one field, in any separation; empty is automatic. */
export function NumbersField({ min, max, most, values, onChange, ...rest }: NumbersFieldProps) {
  const commit = (typed: string) => {
    const numbers = (typed.match(/-?\d+(\.\d+)?/g) ?? [])
      .map(Number)
      .filter((number) => number >= min && number <= max)
    onChange(numbers.length > 0 ? numbers.slice(0, most) : undefined)
  }
  return <TypedField {...rest} width="w-28" shown={values?.join(' ') ?? ''} onCommit={commit} />
}

type TypedFieldProps = Pick<Shared, 'label' | 'hint' | 'unit'> & {
  inputMode?: 'decimal'
  empty?: string
  width: string
  shown: string | number
  onCommit: (typed: string) => void
}

/** A small input beside its label. */
function TypedField({
  label,
  hint,
  unit,
  inputMode,
  empty = 'auto',
  width,
  shown,
  onCommit,
}: TypedFieldProps) {
  const id = useId()
  const typed = useTyped(shown, onCommit)
  return (
    <FieldRow id={id} label={label} hint={hint}>
      <span className="flex items-center gap-1.5">
        <input
          id={id}
          inputMode={inputMode}
          placeholder={empty}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className={classNames(
            'figures h-8 rounded-sm border border-edge bg-raised px-2 text-right text-sm placeholder:text-quiet hover:border-ink',
            width,
          )}
          {...typed}
        />
        <span className="figures w-6 text-xs text-quiet">{unit}</span>
      </span>
    </FieldRow>
  )
}
