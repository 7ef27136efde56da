import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { join } from 'node:path'

/** Waits until its standard input ends, which happens however the process at the other side ends; then a fast shutdown, and the folder of its socket goes. */
const script = `
read -r nothing
[ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ] || exit 0
kill -INT "$1"
tenths=0
while kill -0 "$1" 2>/dev/null && [ "$tenths" -lt 100 ]; do sleep 0.1; tenths=$((tenths + 1)); done
kill -QUIT "$1" 2>/dev/null && sleep 0.5
[ -n "$3" ] && rm -f "$3"/.s.PGSQL.* && rmdir "$3"
`

/**
 * Lets a Postgres end when this process does, also when it is killed and can stop nothing itself: a shell of a megabyte
 * stands by. Answers how to call it off. Not on Windows, where the next start stops what was left.
 */
export function endWithUs(pid: number, clusterDir: string, socketDir: string): () => void {
  if (process.platform === 'win32') return () => {}
  const words = [
    '-c',
    script,
    'plotline-postgres-guard',
    String(pid),
    join(clusterDir, 'postmaster.pid'),
    socketDir,
  ]
  const guard = spawn('/bin/sh', words, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return () => guard.kill('SIGKILL')
}
