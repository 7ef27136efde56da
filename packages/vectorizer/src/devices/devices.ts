import { DrawingError } from '../geometry/drawing-error.ts'
import { axidrawDevices } from './axidraw.ts'
import { gcodeDevices } from './gcode.ts'
import { hpglDevices } from './hpgl.ts'
import { type Device, deviceSchema } from './schema.ts'

/** Every machine that ships, by name, in the order of menus. */
export const devices: Readonly<Record<string, Device>> = Object.fromEntries(
  [...axidrawDevices, ...hpglDevices, ...gcodeDevices].map((data) => [data.name, deviceSchema.parse(data)]),
)

/** The machine with this name; throws `unknown_device` and lists those there are. */
export function findDevice(name: string): Device {
  if (Object.hasOwn(devices, name)) return devices[name]
  const shown = name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 40)
  throw new DrawingError(
    'unknown_device',
    `No device "${shown}"; there are ${Object.keys(devices).join(', ')}.`,
  )
}
