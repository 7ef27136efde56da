import { type Device, devices } from '@plotline/strokes'

/** Every machine that ships, in the order of menus. */
export const shippedDevices: readonly Device[] = Object.values(devices)

/** One's own machines by their labels, then those that ship; one's own takes the place of the shipped one of its name. */
export function allDevices(own: readonly Device[]): readonly Device[] {
  const sorted = own.toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
  return [...sorted, ...shippedDevices.filter(({ name }) => own.every((device) => device.name !== name))]
}

/** The machine of that name, or the first that ships. */
export const deviceOf = (all: readonly Device[], name: string | null): Device | null =>
  all.find((device) => device.name === name) ?? shippedDevices[0] ?? null
