'use client'
import { Switch } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { FieldRow } from './field-row.tsx'

type SwitchFieldProps = {
  label: string
  hint?: ReactNode
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** A named on/off switch; the knob's place says the state as well as its colour. */
export function SwitchField({ label, hint, checked, disabled = false, onChange }: SwitchFieldProps) {
  const id = useId()
  return (
    <FieldRow id={id} label={label} hint={hint}>
      <Switch.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative h-6 w-10 shrink-0 rounded-full border border-edge bg-sunken transition-colors data-[state=checked]:border-blue data-[state=checked]:bg-blue disabled:opacity-50"
      >
        <Switch.Thumb className="block size-4 translate-x-[3px] rounded-full bg-ink transition-transform data-[state=checked]:translate-x-[19px] data-[state=checked]:bg-on-blue" />
      </Switch.Root>
    </FieldRow>
  )
}
