import { devices } from '@plotline/strokes'
import { readArguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import { writeJson } from '../report.ts'

/** `plotline devices`: the machines we know. */
export async function listDevices(args: readonly string[], io: Io): Promise<void> {
  const { values } = readArguments(args, [], { json: { type: 'boolean', default: false } })
  if (values.json) return writeJson(io, { devices: Object.values(devices) })
  const width = Math.max(...Object.keys(devices).map((name) => name.length)) + 2
  for (const { name, label, bed, dialect, sentence } of Object.values(devices)) {
    const size = `${bed.widthMm} × ${bed.heightMm} mm`
    io.stdout.write(`${name.padEnd(width)}${label}, ${size}, ${dialect.format}. ${sentence}\n`)
  }
}
