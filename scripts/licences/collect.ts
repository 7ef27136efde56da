import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Shipped = { name: string; version: string; licence: string; folder: string }

type Manifest = {
  name: string
  version?: string
  license?: string | { type?: string }
  licenses?: { type?: string }[]
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/**
 * Every package that comes along when the given ones of ours are installed for production, read from what lies in
 * `node_modules`. Native parts are one line for all platforms: of them only this machine's is installed.
 */
export function collectShipped(folders: readonly string[]): Shipped[] {
  const found = new Map<string, Shipped>()
  const seen = new Set<string>()
  const waiting = folders.map((folder) => realpathSync(folder))
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    if (seen.has(folder)) continue
    seen.add(folder)
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (!isOurs(manifest.name)) {
      const name = manifest.name.replace(/([-/])(linux|linuxmusl|darwin|win32|windows)(-\w+)+$/, '$1*')
      found.set(name, { name, version: manifest.version ?? '', licence: licenceOf(manifest), folder })
    }
    const optional = manifest.optionalDependencies ?? {}
    for (const name of Object.keys({ ...manifest.dependencies, ...optional })) {
      const next = findPackage(folder, name)
      if (next) waiting.push(next)
      else if (!(name in optional)) throw new Error(`${manifest.name} needs ${name}, which is not installed.`)
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function isOurs(name: string): boolean {
  return name === 'plotline' || name.startsWith('@plotline/')
}

/** Where Node would find a package from inside another. */
function findPackage(from: string, name: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name)
    if (existsSync(join(path, 'package.json'))) return realpathSync(path)
    if (folder === dirname(folder)) return null
  }
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown'
}
