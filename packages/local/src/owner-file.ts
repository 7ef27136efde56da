import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive, startedAt } from './postgres/processes.ts'

/** Another living process uses the folder. */
export class FolderInUse extends Error {
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(`The data folder ${folder} is in use by process ${pid}. Stop that one, or choose another folder.`)
    this.pid = pid
  }
}

/** How often two that come at the same moment look again before they give up. */
const looks = 10

/**
 * Claims a folder for this process by a mark of its own in it, `<name>.<pid>.<random>`; the claim holds while no other
 * living process has one. Nobody ever takes away a mark that may be another's claim, so that however many come at once
 * no two have the folder. The mark of a process that was killed counts for nothing, whoever has its number by now.
 * Throws FolderInUse. Answers how to give the folder back.
 */
export async function claimFolder(folder: string, name: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const mine = `${name}.${process.pid}.${randomUUID()}`
  const release = () => rm(join(folder, mine), { force: true })
  for (let look = 1; ; look++) {
    await writeFile(join(folder, mine), startedAt(process.pid), { mode: 0o600 })
    const [other] = await othersIn(folder, name, mine)
    if (!other) return release
    // Of those that meet, the first by name stays and the rest step back, or nobody would ever be alone.
    if (mine > other.mark || look === looks) await release()
    if (look === looks) throw new FolderInUse(folder, other.pid)
    await pause(20 + 80 * Math.random())
  }
}

/** The claims of other living processes, by name; those that are left over go. */
async function othersIn(
  folder: string,
  name: string,
  mine: string,
): Promise<{ mark: string; pid: number }[]> {
  const others: { mark: string; pid: number }[] = []
  for (const mark of (await readdir(folder)).sort()) {
    if (mark === mine || !mark.startsWith(`${name}.`)) continue
    const pid = Number(mark.slice(name.length + 1).split('.')[0])
    // Read before it is asked for: a mark that is empty is being written.
    const began = await readFile(join(folder, mark), 'utf8').catch(() => null)
    if (began === null) continue
    if (isProcess(pid) && (began === '' || began === startedAt(pid))) others.push({ mark, pid })
    else await rm(join(folder, mark), { force: true })
  }
  return others
}

function isProcess(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0 && isAlive(pid)
}
