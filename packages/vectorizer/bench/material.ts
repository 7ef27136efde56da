/// <reference types="node" />
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the material for benchmarks lies: beside the project, or where `PLOTLINE_MATERIAL` says. */
export const material = process.env.PLOTLINE_MATERIAL ?? join(import.meta.dirname, '../../../../shared')

/** A file or folder of the material; ends the benchmark with a word where it is not there. */
export function materialOrEnd(path: string): string {
  const file = join(material, path)
  if (existsSync(file)) return file
  console.log(`skipped: ${file} is not there (set PLOTLINE_MATERIAL)`)
  process.exit(0)
}
