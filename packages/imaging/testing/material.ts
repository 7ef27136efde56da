import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.PLOTLINE_MATERIAL ?? join(import.meta.dirname, '../../../../shared')

/** The folder or file of test material with this name; `null` where the material is not there. */
export function findMaterial(name: string): string | null {
  const path = join(folder, name)
  return existsSync(path) ? path : null
}

/** All files below a folder of the material, sorted; none where it is not there. */
export function listMaterial(name: string): string[] {
  const path = findMaterial(name)
  if (path === null) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((file) => join(path, file))
    .filter((file) => statSync(file).isFile())
    .sort()
}

/**
 * At most `count` of these files, spread evenly over the list, for a run that has other things to do as well.
 * `PLOTLINE_MATERIAL_ALL=1` gives all of them.
 */
export function sampleMaterial(files: readonly string[], count: number): readonly string[] {
  if (process.env.PLOTLINE_MATERIAL_ALL === '1' || files.length <= count) return files
  return Array.from({ length: count }, (_, i) => files[Math.floor((i * files.length) / count)] ?? '')
}

/** Said by a test that can't run without the material. */
export const noMaterial = 'skipped: the test material is not beside the project (set PLOTLINE_MATERIAL)'
