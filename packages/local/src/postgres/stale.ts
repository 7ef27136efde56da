import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { commandLine, isAlive, signal, waitForExit } from './processes.ts'

/** The first lines of `postmaster.pid`, which Postgres writes into its data folder while it runs. */
export interface PostmasterPid {
  pid: number
  port: number
  socketDir: string
}

/** Reads `postmaster.pid`; null when there is none or it is not yet complete. */
export function readPostmasterPid(clusterDir: string): PostmasterPid | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 1) return null
    return { pid, port: Number(lines[3]), socketDir: lines[4]?.trim() ?? '' }
  } catch {
    return null
  }
}

/**
 * Stops a Postgres that a killed run left behind on this data folder, by the pid in its own file and only when
 * that process really is a Postgres on this folder; its socket folder goes too. Answers whether there was one.
 */
export async function stopStalePostgres(clusterDir: string, socketPrefix: string): Promise<boolean> {
  const left = readPostmasterPid(clusterDir)
  const wasRunning = left !== null && isAlive(left.pid) && runsOn(left.pid, clusterDir)
  if (wasRunning) await stopByPid(left.pid)
  await endOrphans(clusterDir)
  if (left && basename(left.socketDir).startsWith(socketPrefix)) {
    rmSync(left.socketDir, { recursive: true, force: true })
  }
  return wasRunning
}

/**
 * Ends the children of a postmaster that was killed: they hold its shared memory, and as long as one of them is busy no
 * other Postgres starts on the folder. They are known by their working folder (Linux; elsewhere they end by themselves).
 */
export async function endOrphans(clusterDir: string): Promise<void> {
  const left = readPostmasterPid(clusterDir)
  if (left && isAlive(left.pid) && runsOn(left.pid, clusterDir)) return
  for (const pid of processesIn(clusterDir)) {
    signal(pid, 'SIGKILL')
    await waitForExit(pid, 5_000)
  }
}

function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder) && commandLine(pid).startsWith('postgres')
        )
      } catch {
        // Gone, another user's, no process at all, or there is no such folder yet.
        return false
      }
    })
}

async function stopByPid(pid: number): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(pid, name)
    if (await waitForExit(pid, 5_000)) return
  }
  throw new Error(`A Postgres from an earlier run (process ${pid}) does not stop. End it and start again.`)
}

function runsOn(pid: number, clusterDir: string): boolean {
  const words = commandLine(pid)
  return (
    words.includes('postgres') && (words.includes(clusterDir) || words.includes(realpathSync(clusterDir)))
  )
}
