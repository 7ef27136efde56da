import { asUser } from '@plotline/db'
import type { Device } from '@plotline/strokes'
import type { Actor, ServiceContext } from '../context.ts'
import { keptDeviceSchema } from '../contract/devices.ts'

/** A user's machines by name, of those that are as the schema wants them: a row may have been written past this app. */
export function readDevices(value: unknown): Record<string, Device> {
  const known = Object.entries(value ?? {}).flatMap(([name, device]) => {
    const parsed = keptDeviceSchema.safeParse(device)
    return parsed.success && parsed.data.name === name ? [[name, parsed.data] as const] : []
  })
  return Object.fromEntries(known)
}

/** The actor's own machine of that name, or undefined. */
export async function findOwnDevice(
  ctx: ServiceContext,
  actor: Actor,
  name: string,
): Promise<Device | undefined> {
  const row = await asUser(ctx.db, actor.userId, (tx) =>
    tx.selectFrom('users').select('devices').where('id', '=', actor.userId).executeTakeFirst(),
  )
  const own = readDevices(row?.devices)
  return Object.hasOwn(own, name) ? own[name] : undefined
}
