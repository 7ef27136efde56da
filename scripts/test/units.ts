import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { projectRoot } from '../start/processes.ts'
import { type Counts, failedBy } from './parts.ts'

/** The Vitest projects, one per package and one for the start; the longest comes last. */
export const unitProjects = [
  'strokes',
  'vectorizer',
  'imaging',
  'cli',
  'scripts',
  'local',
  'db',
  'services',
  'web',
  'worker',
]

/** Runs one project in a Vitest of its own (with an embedded backend where it needs one) and counts its report. */
export async function runUnits(name: string, limitMs: number): Promise<Counts> {
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

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[]
  }[]
}

/** A file that failed to load has no failed test in it, so a bad exit always counts as at least one failure. */
async function readCounts(report: string, code: number | null): Promise<Counts> {
  const text = await readFile(report, 'utf8').catch(() => null)
  if (text === null) return failedBy(`Vitest left no report: it ended with ${code ?? 'a signal'}`)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }: Report =
    JSON.parse(text)
  return {
    passed: numPassedTests,
    failed: code === 0 ? numFailedTests : Math.max(1, numFailedTests),
    skipped: numPendingTests + numTodoTests,
    failures: testResults.flatMap(failuresOf),
  }
}

function failuresOf({ name, status, message, assertionResults }: Report['testResults'][number]): string[] {
  const file = relative(projectRoot, name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${file}: ${message}`] : []
  return failed.map(({ fullName, failureMessages }) => `${file} › ${fullName}\n${failureMessages?.[0] ?? ''}`)
}
