import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { raiseLimits } from '../start/limits.ts'
import { projectRoot } from '../start/processes.ts'
import { describe, startStack } from '../start/stack.ts'
import { isBuilt } from '../start/web-build.ts'
import { chromiumArgs, chromiumPath } from './chromium.ts'
import { readReport } from './journey-report.ts'
import { runKillDrill } from './kill-drill.ts'
import { add, type Counts, failedBy, none } from './parts.ts'
import { runQuietly } from './quiet-run.ts'

/** Not the build of a running `npm start`. */
const distDir = '.next-test'

/** What Playwright has to end in by itself once its time is over, before it is killed. */
const endingMs = 30_000

/** Brings up the whole product (production build, data folder and ports of its own) and walks it in a browser. */
export async function runJourneys(limitMs: number): Promise<Counts> {
  const endsAt = performance.now() + limitMs - endingMs
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
    await raiseLimits(stack.databaseUrl, ['auth.magic-link', 'auth.confirm', 'grants.address'])
    const webRoot = join(projectRoot, 'apps/web')
    const leftMs = Math.max(1, Math.floor(endsAt - performance.now()))
    const child = spawn(
      process.execPath,
      [join(webRoot, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      {
        cwd: webRoot,
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: leftMs + endingMs,
        killSignal: 'SIGKILL',
        env: {
          ...process.env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          PLOTLINE_E2E_MS: String(leftMs),
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
    const walked = await readReport(report, code)
    return [walked, await tryBuildAgain(), await runQuietly(distDir), await runKillDrill(stack)].reduce(add)
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
