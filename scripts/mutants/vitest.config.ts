import { defineConfig } from 'vitest/config'

type Asked = { folder: string; file?: string; mutated?: string }
const { folder, file, mutated }: Asked = JSON.parse(process.env.PLOTLINE_MUTANT ?? '{}')

/**
 * The tests of one folder in one thread, with one file as a mutant of itself: what lies on disk is never touched. The first
 * test that fails ends it.
 */
export default defineConfig({
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform: (_code, id) => (id === file ? mutated : undefined),
    },
  ],
  test: {
    root: folder,
    include: ['**/*.test.ts'],
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
    bail: 1,
    // Vitest would take the file as it was: it does not see that what the plugin makes of it is another.
    fsModuleCache: false,
    passWithNoTests: true,
    testTimeout: 120_000,
    setupFiles: [`${import.meta.dirname}/../test/fast-check.ts`],
  },
})
