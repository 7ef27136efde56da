import { defineConfig } from 'vitest/config'
import { bundledCondition, bundledFlag } from './scripts/bundle.mjs'

const withBackend = new Set(['db', 'services', 'worker', 'web'])
/** Their files share their modules: they change nothing that the next file would see, and need not load it all anew. */
const sharing = new Set(['strokes', 'vectorizer', 'cli', 'db', 'services'])
/** They take the engine as one file, as they do in use; so do the processes and threads that they start. */
const withBundle = new Set(['imaging', 'cli', 'services', 'worker', 'web'])
const bundled = {
  ssr: { resolve: { conditions: [bundledCondition, 'module', 'node', 'development|production'] } },
}
/** These start processes and wait for them: on a machine that stalls they need longer. */
const onTheClock = new Set(['local', 'services', 'worker', 'web'])

function project(name: string, root: string) {
  return {
    ...(withBundle.has(name) ? bundled : {}),
    test: {
      name,
      root,
      include: ['{src,testing,test,start,mutants,pack}/**/*.test.ts'],
      environment: 'node' as const,
      testTimeout: onTheClock.has(name) ? 240_000 : 120_000,
      hookTimeout: 240_000,
      isolate: !sharing.has(name),
      setupFiles: [`${import.meta.dirname}/scripts/test/fast-check.ts`],
      ...(withBundle.has(name)
        ? { execArgv: [bundledFlag], server: { deps: { external: [/\/(strokes|vectorizer)\/dist\//] } } }
        : {}),
      globalSetup: [
        ...(withBackend.has(name) ? [`${import.meta.dirname}/scripts/test/backend.ts`] : []),
        ...(withBundle.has(name) ? [`${import.meta.dirname}/scripts/test/bundle.ts`] : []),
      ],
    },
  }
}

/** One project per package; those that talk to Postgres share one embedded backend, started once. */
export default defineConfig({
  test: {
    projects: [
      ...['strokes', 'vectorizer', 'imaging', 'cli', 'local', 'db', 'services', 'worker'].map((name) =>
        project(name, `${import.meta.dirname}/packages/${name}`),
      ),
      project('web', `${import.meta.dirname}/apps/web`),
      project('scripts', `${import.meta.dirname}/scripts`),
    ],
  },
})
