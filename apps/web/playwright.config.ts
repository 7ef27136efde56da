import { defineConfig, devices } from '@playwright/test'

/** `npm test -- journeys` brings the product up and sets these; to look at one journey, set them to a running one. */
const { PLOTLINE_E2E_URL, PLOTLINE_E2E_OUTPUT, PLOTLINE_E2E_BROWSER, PLOTLINE_E2E_MS } = process.env
if (!PLOTLINE_E2E_URL) throw new Error('PLOTLINE_E2E_URL is not set: run `npm test -- journeys`.')

export default defineConfig({
  testDir: 'e2e',
  // What everything else is there for comes first: what there is no time for is the rest.
  projects: [
    { name: 'drawing', testMatch: 'drawing.spec.ts' },
    { name: 'others', testIgnore: 'drawing.spec.ts' },
  ],
  globalTimeout: Number(PLOTLINE_E2E_MS ?? 0),
  outputDir: PLOTLINE_E2E_OUTPUT ?? 'test-results',
  fullyParallel: false,
  workers: 1,
  // A journey that fails once in a while has a fault, or the product has.
  retries: 0,
  // A journey is long and a machine may be slow; what each step waits for is bounded below.
  timeout: 360_000,
  expect: { timeout: 30_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: PLOTLINE_E2E_URL,
    viewport: { width: 1280, height: 860 },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    trace: 'off',
    launchOptions: JSON.parse(PLOTLINE_E2E_BROWSER ?? '{}'),
  },
})
