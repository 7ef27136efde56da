import { readFileSync } from 'node:fs'

/** Of the package that this file is in: it lies one folder below its root, as a source and packed. */
export function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return manifest.version
}
