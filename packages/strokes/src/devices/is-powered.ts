import type { Device } from './schema.ts'

/** Whether a machine's power follows the tone of what it draws, as a laser's. */
export function isPowered({ dialect }: Device): boolean {
  return dialect.format === 'gcode' && dialect.power !== undefined
}
