import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How a Postgres program is started so that it does not run as root, which it refuses. */
export interface Account {
  command(program: string, args: string[]): [string, string[]]
  spawnOptions: { uid?: number; gid?: number }
  /** Hands a file or folder (with all it holds) to the account; needed only where the account is another user. */
  own(path: string): void
}

const asItself: Account = {
  command: (program, args) => [program, args],
  spawnOptions: {},
  own: () => {},
}

/** A user namespace in which root looks like user 1000: creates no user, and files stay root's own. */
const inUserNamespace: Account = {
  ...asItself,
  command: (program, args) => [
    'unshare',
    ['--user', '--map-user=1000', '--map-group=1000', '--', program, ...args],
  ],
}

/** Chooses the account for Postgres: ourselves, else a user namespace, else an existing unprivileged user. */
export function chooseAccount(isRoot = process.getuid?.() === 0): Account {
  if (!isRoot) return asItself
  const [program, args] = inUserNamespace.command('true', [])
  if (spawnSync(program, args, { stdio: 'ignore' }).status === 0) return inUserNamespace
  return existingUser(readFileSync('/etc/passwd', 'utf8'))
}

/** Runs as the first of `postgres` and `nobody` that `passwd` (the text of /etc/passwd) names. */
export function existingUser(passwd: string): Account {
  for (const name of ['postgres', 'nobody']) {
    const entry = passwd.split('\n').find((line) => line.startsWith(`${name}:`))
    const [, , uid, gid] = entry?.split(':').map(Number) ?? []
    if (!uid || !gid) continue
    return {
      ...asItself,
      spawnOptions: { uid, gid },
      own: (path) => handOver(path, uid, gid),
    }
  }
  throw new Error(
    'Postgres refuses to run as root, user namespaces are switched off here, and there is no user ' +
      '"postgres" or "nobody" to run it as. Start Plotline as an ordinary user.',
  )
}

function handOver(path: string, uid: number, gid: number): void {
  const info = lstatSync(path)
  if (info.isSymbolicLink()) return
  chownSync(path, uid, gid)
  if (!info.isDirectory()) return
  chmodSync(path, 0o700)
  for (const name of readdirSync(path)) handOver(join(path, name), uid, gid)
}
