'use client'
import { useId, useState } from 'react'

type NumberFieldProps = {
  label: string
  unit?: string | undefined
  min: number
  max: number
  value: number | undefined
  onChange: (value: number | undefined) => void
}

/** A number that may be left to the engine: empty is automatic. Committed when left or on Enter, held to the range. */
export function NumberField({ label, unit, min, max, value, onChange }: NumberFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    const number = Number(typed.replace(',', '.'))
    setTyped(null)
    if (typed.trim() === '') onChange(undefined)
    else if (!Number.isNaN(number)) onChange(Math.min(max, Math.max(min, number)))
  }
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
      <span className="flex items-center gap-1.5">
        <input
          id={id}
          inputMode="decimal"
          placeholder="auto"
          className="figures h-8 w-20 rounded-sm border border-edge bg-raised px-2 text-right text-sm placeholder:text-quiet hover:border-ink"
          value={typed ?? value ?? ''}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setTyped(null)
          }}
        />
        <span className="figures w-6 text-xs text-quiet">{unit}</span>
      </span>
    </div>
  )
}

type NumbersFieldProps = Omit<NumberFieldProps, 'value' | 'onChange'> & {
  /** How many may be given. */
  most: number
  values: number[] | undefined
  onChange: (values: number[] | undefined) => void
}

/** Several numbers in one field, in any separation; empty is automatic. */
export function NumbersField({ label, unit, min, max, most, values, onChange }: NumbersFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    const numbers = (typed.match(/-?\d+(\.\d+)?/g) ?? [])
      .map(Number)
      .filter((number) => number >= min && number <= max)
    setTyped(null)
    onChange(numbers.length > 0 ? numbers.slice(0, most) : undefined)
  }
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
      <span className="flex items-center gap-1.5">
        <input
          id={id}
          placeholder="auto"
          className="figures h-8 w-28 rounded-sm border border-edge bg-raised px-2 text-right text-sm placeholder:text-quiet hover:border-ink"
          value={typed ?? values?.join(' ') ?? ''}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
        <span className="figures w-6 text-xs text-quiet">{unit}</span>
      </span>
    </div>
  )
}
