import { deviceSchema } from '@plotline/strokes'
import { z } from 'zod'

/** How many machines of their own a user keeps, and how large each may be as JSON. */
export const mostDevices = 20
export const mostDeviceBytes = 16 * 1024

const nameSchema = deviceSchema.shape.name.max(60)

/** A machine of one's own, in the schema of those that ship. */
export const ownDeviceSchema = deviceSchema
  .refine(
    (device) => new TextEncoder().encode(JSON.stringify(device)).length <= mostDeviceBytes,
    `expected at most ${mostDeviceBytes / 1024} kB`,
  )
  .meta({ id: 'Device', description: 'A machine as data; docs/machines.md says what each part is for.' })

export const ownDevicesSchema = z.record(nameSchema, ownDeviceSchema)

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
