import { type Device, deviceSchema, storedDeviceSchema } from '@plotline/strokes'
import { z } from 'zod'

/** How many machines of their own a user keeps, and how large each may be as JSON. */
export const mostDevices = 20
export const mostDeviceBytes = 16 * 1024

const nameSchema = deviceSchema.shape.name.max(60)

const isSmall = (device: Device) => new TextEncoder().encode(JSON.stringify(device)).length <= mostDeviceBytes
const tooLarge = `expected at most ${mostDeviceBytes / 1024} kB`

/** A machine of one's own, in the schema of those that ship. */
export const ownDeviceSchema = deviceSchema
  .refine(isSmall, tooLarge)
  .meta({ id: 'Device', description: 'A machine as data; docs/machines.md says what each part is for.' })

/** One that is kept, maybe since lines could be longer. */
export const keptDeviceSchema = storedDeviceSchema
  .refine(isSmall, tooLarge)
  .meta({ id: 'KeptDevice', description: 'A machine as it is kept; its lines may be longer than new ones.' })

export const ownDevicesSchema = z.record(nameSchema, keptDeviceSchema)

/** What changes: each machine under its name, null for one that goes. The others stay. */
export const devicesPatchSchema = z
  .record(nameSchema, ownDeviceSchema.nullable())
  .superRefine((devices, check) => {
    for (const [key, device] of Object.entries(devices)) {
      if (device && device.name !== key) {
        check.addIssue({
          code: 'custom',
          path: [key, 'name'],
          message: `expected ${key}, the key it lies under`,
        })
      }
    }
    if (Object.keys(devices).length > 2 * mostDevices) {
      check.addIssue({ code: 'custom', message: `expected at most ${2 * mostDevices} changes` })
    }
  })
