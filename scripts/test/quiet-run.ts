import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../start/stack.ts'
import { type Counts, failedBy, none } from './parts.ts'

/** pino's number for what somebody should look at. */
const warnLevel = 40
/** What a machine without a network rightly warns of: the model of the subjects could not be fetched. */
const expected = /^worker\.model/

/** A product that is started, asked once and stopped in order, with nothing else, has nothing amiss in its logs. */
export async function runQuietly(distDir: string): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'plotline-quiet-'))
  const said: string[] = []
  try {
    const stack = await startStack({
      dataDir: join(folder, 'data'),
      port: 0,
      backendPorts: 'free',
      distDir,
      env: { PLOTLINE_MODELS: process.env.PLOTLINE_MODELS },
      log: (line) => said.push(line),
    })
    await Promise.all(['/', '/api/health/ready'].map((path) => fetch(new URL(path, stack.siteUrl))))
    await stack.stop()
    const logs = join(folder, 'data/logs')
    for (const name of await readdir(logs)) {
      said.push(...(await readFile(join(logs, name), 'utf8')).split('\n').map((line) => `${name}: ${line}`))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const amiss = said.filter(isAmiss)
  if (amiss.length === 0) return { ...none, passed: 1 }
  return failedBy(`an orderly start and stop left this in the logs:\n${amiss.slice(0, 10).join('\n')}`)
}

function isAmiss(line: string): boolean {
  const json = /\{.*\}$/.exec(line)?.[0]
  try {
    const { level, event } = JSON.parse(json ?? '') as { level?: number; event?: string }
    return (level ?? 0) >= warnLevel && !expected.test(event ?? '')
  } catch {
    return /error|warn|fatal|unhandled|exception/i.test(line)
  }
}
