'use client'
import type { Device } from '@plotline/strokes'
import type { ReactNode } from 'react'
import { SelectField } from '../../components/field.tsx'
import { useDevices } from './use-devices.ts'

type DeviceFieldProps = {
  label: string
  hint?: ReactNode
  value: string
  only?: (device: Device) => boolean
  onChange: (name: string) => void
}

/** Chooses a machine: for the time a plot takes, and for files written for it. One's own come first. */
export function DeviceField({ label, hint, value, only = () => true, onChange }: DeviceFieldProps) {
  const { own, all } = useDevices()
  const offered = all.filter(only)
  const mine = offered.filter((device) => own.includes(device))
  const shipped = offered.filter((device) => !own.includes(device))
  return (
    <SelectField label={label} hint={hint} value={value} onChange={(event) => onChange(event.target.value)}>
      {mine.length > 0 ? (
        <>
          <optgroup label="Yours">{mine.map(optionOf)}</optgroup>
          <optgroup label="Ready-made">{shipped.map(optionOf)}</optgroup>
        </>
      ) : (
        shipped.map(optionOf)
      )}
    </SelectField>
  )
}

const optionOf = ({ name, label }: Device) => (
  <option key={name} value={name}>
    {label}
  </option>
)
