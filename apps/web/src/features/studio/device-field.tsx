'use client'
import { type Device, devices } from '@plotline/vectorizer'
import { SelectField } from '../../components/field.tsx'

/** Every machine we know, as a list. */
export const deviceList: readonly Device[] = Object.values(devices)

/** The machine of that name, or the first one known. */
export const deviceOf = (name: string | null): Device | null =>
  deviceList.find((device) => device.name === name) ?? deviceList[0] ?? null

type DeviceFieldProps = {
  label: string
  hint?: string
  value: string
  only?: (device: Device) => boolean
  onChange: (name: string) => void
}

/** Chooses a machine: for the time a plot takes, and for files written for it. */
export function DeviceField({ label, hint, value, only = () => true, onChange }: DeviceFieldProps) {
  return (
    <SelectField label={label} hint={hint} value={value} onChange={(event) => onChange(event.target.value)}>
      {deviceList.filter(only).map((device) => (
        <option key={device.name} value={device.name}>
          {device.label}
        </option>
      ))}
    </SelectField>
  )
}
