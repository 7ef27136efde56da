import { spawnSync } from 'node:child_process'
import type { Stack } from '../start/stack.ts'
import { add, type Counts, failedBy, none } from './parts.ts'

/** Long enough for a machine that stalls; the seconds it really took are printed. */
const patienceMs = 60_000

/** Kills each process of a running product once, and a child of Postgres; each has to leave a site that is whole again. */
export async function runKillDrill(stack: Stack): Promise<Counts> {
  let counts = none
  for (const name of Object.keys(stack.pids())) {
    counts = add(counts, await tryKill(name, stack, () => stack.pids()[name]))
  }
  const checkpointer = checkpointerOf(stack.pids().postgres)
  return add(counts, await tryKill('a child of Postgres', stack, () => checkpointer))
}

async function tryKill(name: string, stack: Stack, pidNow: () => number | undefined): Promise<Counts> {
  const pid = pidNow()
  if (pid === undefined) return failedBy(`kill drill: ${name} does not run`)
  const killedAt = performance.now()
  process.kill(pid, 'SIGKILL')
  while (performance.now() - killedAt < patienceMs) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    if (isGone(pid) && (await isWhole(stack.siteUrl))) {
      const seconds = ((performance.now() - killedAt) / 1000).toFixed(1)
      console.log(`  ✓ kill -9 of ${name}: the site is whole again after ${seconds} s`)
      return { ...none, passed: 1 }
    }
  }
  return failedBy(`kill drill: after kill -9 of ${name} the site was not whole again`)
}

async function isWhole(siteUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${siteUrl}/api/health/ready`, { signal: AbortSignal.timeout(5_000) })
    const { parts }: { parts: Record<string, { status: string }> } = JSON.parse(await response.text())
    // The model may be missing where there is no network.
    return Object.entries(parts).every(([part, { status }]) => part === 'model' || status === 'ok')
  } catch {
    return false
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

/** The process that Postgres itself starts again. */
function checkpointerOf(postmaster: number | undefined): number | undefined {
  const processes = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  for (const line of processes) {
    const [, pid, parent, words] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    if (Number(parent) === postmaster && words?.includes('checkpointer')) return Number(pid)
  }
}
