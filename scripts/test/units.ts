import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../start/processes.ts'
import type { Counts } from './parts.ts'

/** The Vitest projects, one per package; the longest comes last. */
export const unitProjects = ['vectorizer', 'imaging', 'cli', 'local', 'db', 'services', 'web', 'worker']

/** A project that hangs is ended after this and counts as failed. */
const limitMs = 24 * 60_000

/** Runs one project in a Vitest of its own (with an embedded backend where it needs one) and counts its report. */
export async function runUnits(name: string): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'plotline-report-'))
  const report = join(folder, 'vitest.json')
  try {
    const child = spawn(
      process.execPath,
      [
        join(projectRoot, 'node_modules/vitest/vitest.mjs'),
        'run',
        // Vitest would leave a core to somebody who watches. The worker's tests start processes and threads of their own.
        `--maxWorkers=${name === 'worker' ? 1 : availableParallelism()}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        '--project',
        name,
      ],
      { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'], timeout: limitMs, killSignal: 'SIGKILL' },
    )
    const [code] = await once(child, 'exit')
    return await readCounts(report, code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A file that failed to load has no failed test in it, so a bad exit always counts as at least one failure. */
async function readCounts(report: string, code: number | null): Promise<Counts> {
  const text = await readFile(report, 'utf8').catch(() => null)
  if (text === null) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(text)
  return {
    passed: numPassedTests,
    failed: code === 0 ? numFailedTests : Math.max(1, numFailedTests),
    skipped: numPendingTests + numTodoTests,
  }
}
