import { ensureInstalled, root, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/mutants/main.ts', { cwd: root })
