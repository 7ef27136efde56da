import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { raiseLimits } from '../start/limits.ts'
import { projectRoot } from '../start/processes.ts'
import { describe, startStack } from '../start/stack.ts'
import { isBuilt } from '../start/web-build.ts'
import { chromiumArgs, chromiumPath } from './chromium.ts'
import { add, type Counts, failedBy, none } from './parts.ts'

/** Not the build of a running `npm start`. */
const distDir = '.next-test'

/** Brings up the whole product (production build, data folder and ports of its own) and walks it in a browser. */
export async function runJourneys(limitMs: number): Promise<Counts> {
  const endsAt = performance.now() + limitMs
  const folder = await mkdtemp(join(tmpdir(), 'plotline-journeys-'))
  const report = join(folder, 'playwright.json')
  const stack = await startStack({
    dataDir: join(folder, 'data'),
    port: 0,
    backendPorts: 'free',
    distDir,
    env: { PLOTLINE_MODELS: process.env.PLOTLINE_MODELS },
    log: (line) => console.log(`  ${line}`),
  })
  stack.broken.then((part) => console.error(describe(part)))
  try {
    // All journeys come from one address; the limits themselves are tested with the API.
    await raiseLimits(stack.databaseUrl, ['auth.magic-link', 'auth.confirm'])
    const webRoot = join(projectRoot, 'apps/web')
    const child = spawn(
      process.execPath,
      [join(webRoot, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      {
        cwd: webRoot,
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: Math.max(1, Math.floor(endsAt - performance.now())),
        killSignal: 'SIGKILL',
        env: {
          ...process.env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          PLOTLINE_E2E_URL: stack.siteUrl,
          PLOTLINE_E2E_INBOX: stack.inboxUrl ?? '',
          PLOTLINE_E2E_PAYMENTS: stack.paymentsUrl ?? '',
          PLOTLINE_E2E_DATABASE: stack.databaseUrl,
          PLOTLINE_E2E_BROWSER: JSON.stringify({ executablePath: await chromiumPath(), args: chromiumArgs }),
          PLOTLINE_E2E_OUTPUT: join(folder, 'results'),
        },
      },
    )
    const [code] = await once(child, 'exit')
    return add(await readCounts(report, code), await tryBuildAgain())
  } finally {
    await stack.stop()
    await rm(join(projectRoot, 'apps/web', distDir), { recursive: true, force: true })
    await rm(folder, { recursive: true, force: true })
  }
}

/** A second start has to find its build; what Next writes while it builds must not count as a change. */
async function tryBuildAgain(): Promise<Counts> {
  if (await isBuilt(distDir)) return { ...none, passed: 1 }
  return failedBy('a second start would build the web again: the build changed what it is made of')
}

type Suite = {
  file: string
  suites?: Suite[]
  specs: { title: string; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[]
}

async function readCounts(report: string, code: number | null): Promise<Counts> {
  const text = await readFile(report, 'utf8').catch(() => null)
  if (text === null) return failedBy(`Playwright left no report: it ended with ${code ?? 'a signal'}`)
  const { stats, suites } = JSON.parse(text)
  return {
    passed: stats.expected + stats.flaky,
    failed: code === 0 ? stats.unexpected : Math.max(1, stats.unexpected),
    skipped: stats.skipped,
    failures: suites.flatMap(failuresOf),
  }
}

function failuresOf({ file, suites = [], specs }: Suite): string[] {
  const failed = specs.filter(({ ok }) => !ok)
  const own = failed.map(({ title, tests }) => {
    const messages = tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ''))
    return `${file} › ${title}\n${messages.find(Boolean) ?? ''}`
  })
  return [...own, ...suites.flatMap(failuresOf)]
}
