import { defineConfig } from 'vitest/config'

const withBackend = new Set(['db', 'services', 'worker', 'web'])

function project(name: string, root: string) {
  return {
    test: {
      name,
      root,
      include: ['src/**/*.test.ts', 'testing/**/*.test.ts', 'test/**/*.test.ts'],
      environment: 'node' as const,
      testTimeout: 60_000,
      hookTimeout: 120_000,
      ...(withBackend.has(name) ? { globalSetup: [`${import.meta.dirname}/scripts/test/backend.ts`] } : {}),
    },
  }
}

/** One project per package; those that talk to Postgres share one embedded backend, started once. */
export default defineConfig({
  test: {
    projects: [
      ...['vectorizer', 'imaging', 'cli', 'local', 'db', 'services', 'worker'].map((name) =>
        project(name, `${import.meta.dirname}/packages/${name}`),
      ),
      project('web', `${import.meta.dirname}/apps/web`),
    ],
  },
})
