'use client'
import { Slider } from 'radix-ui'
import { useId } from 'react'
import { FieldRow } from './field-row.tsx'
import { useTyped } from './use-typed.ts'

type SliderFieldProps = {
  label: string
  hint?: string | undefined
  value: number
  min: number
  max: number
  step: number
  unit?: string | undefined
  onChange: (value: number) => void
}

/** A slider that also takes a number. The number is committed when left or on Enter, held to the range. */
export function SliderField({ label, hint, value, min, max, step, unit, onChange }: SliderFieldProps) {
  const id = useId()
  const shown = Number(value.toFixed(step < 0.1 ? 2 : step < 1 ? 1 : 0))
  const typed = useTyped(shown, (text) => {
    const number = Number(text.replace(',', '.'))
    if (text.trim() !== '' && !Number.isNaN(number)) onChange(Math.min(max, Math.max(min, number)))
  })
  const slider = (
    <Slider.Root
      value={[value]}
      min={min}
      max={max}
      step={step}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      className="relative flex h-6 touch-none items-center select-none"
    >
      <Slider.Track className="relative h-0.5 grow rounded-full bg-edge/60">
        <Slider.Range className="absolute h-full rounded-full bg-ink" />
      </Slider.Track>
      <Slider.Thumb
        aria-labelledby={`${id}-label`}
        className="block size-4 rounded-full border-[1.5px] border-ink bg-paper transition-transform hover:scale-110 before:absolute before:-inset-2 before:content-[''] focus-visible:border-blue"
      />
    </Slider.Root>
  )
  return (
    <FieldRow id={id} label={label} hint={hint} below={slider}>
      <span className="flex items-center gap-1">
        <input
          id={id}
          inputMode="decimal"
          className="figures h-7 w-14 rounded-sm border border-transparent bg-transparent px-1.5 text-right text-sm hover:border-edge focus-visible:bg-raised"
          {...typed}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        {unit ? <span className="figures w-6 text-xs text-quiet">{unit}</span> : null}
      </span>
    </FieldRow>
  )
}
