import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'

/** The superuser's name, as on hosted Supabase. */
export const superuser = 'supabase_admin'

/**
 * Makes a database cluster in `clusterDir` unless there is one: superuser `supabase_admin`, passwords only
 * (scram), UTF-8, the built-in C.UTF-8 collation that sorts alike on every platform. A run that is killed
 * midway leaves no half cluster: it is made beside and renamed at the end. Answers whether it was made now.
 */
export async function initializeCluster(options: {
  clusterDir: string
  password: string
  initdb: string
  account: Account
}): Promise<boolean> {
  const { clusterDir, password, initdb, account } = options
  if (await stat(join(clusterDir, 'PG_VERSION')).catch(() => null)) return false
  await mkdir(dirname(clusterDir), { recursive: true, mode: 0o700 })
  const making = `${clusterDir}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { mode: 0o700 })
  const secrets = await mkdtemp(join(tmpdir(), 'plotline-initdb-'))
  try {
    const passwordFile = join(secrets, 'password')
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    account.own(making)
    account.own(secrets)
    await run(initdb, account, [
      '--pgdata',
      making,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ])
    await chmod(making, 0o700)
    await rename(making, clusterDir)
  } finally {
    await rm(secrets, { recursive: true, force: true })
    await rm(making, { recursive: true, force: true })
  }
  return true
}

function run(program: string, account: Account, args: string[]): Promise<void> {
  const [command, words] = account.command(program, args)
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { ...account.spawnOptions, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
    })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb ended with code ${code}: ${said.trim()}`)),
    )
  })
}
