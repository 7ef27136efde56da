import { readdirSync, readFileSync } from 'node:fs'

export type Process = { pid: number; parent: number; words: string }

/** Every process there is, as Linux tells it. */
export function listProcesses(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name)
    const stat = Number.isInteger(pid) ? read(pid, 'stat') : ''
    if (stat === '') return []
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z') return []
    return [{ pid, parent: Number(parent), words: read(pid, 'cmdline').replaceAll('\0', ' ').trim() }]
  })
}

/** A process and all that it started, and they. */
export function familyOf(pid: number, all = listProcesses()): Process[] {
  const own = all.filter((one) => one.pid === pid)
  return [...own, ...all.filter(({ parent }) => parent === pid).flatMap((child) => familyOf(child.pid, all))]
}

/** Those that work on a data folder: it stands in their command or in their environment. */
export function processesOn(folder: string): Process[] {
  return listProcesses().filter(
    ({ pid, words }) =>
      pid !== process.pid && (words.includes(folder) || read(pid, 'environ').includes(folder)),
  )
}

/** What a process was started with. */
export function environmentOf(pid: number): Record<string, string> {
  const pairs = read(pid, 'environ').split('\0').filter(Boolean)
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2) as [string, string]))
}

/** Sends a signal; a process that has gone meanwhile is no error. */
export function signalTo(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
