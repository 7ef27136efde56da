import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, startedAt } from './postgres/processes.ts'

/**
 * Marks a data folder as used by this process. Throws when another living process uses it; the mark of one that was
 * killed counts for nothing. Answers how to take the mark away.
 */
export async function claimFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'backend.pid')
  const mine = `${process.pid} ${startedAt(process.pid)}\n`
  for (;;) {
    try {
      await writeFile(file, mine, { flag: 'wx', mode: 0o600 })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const [pid = '', ...began] = (await readFile(file, 'utf8').catch(() => '')).trim().split(' ')
    if (isAlive(Number(pid)) && startedAt(Number(pid)) === began.join(' ')) {
      throw new Error(
        `The data folder ${dataDir} is in use by process ${pid}. Stop that one, or choose another folder.`,
      )
    }
    await rm(file, { force: true })
  }
}
