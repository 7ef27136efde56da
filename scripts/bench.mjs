import { ensureInstalled, root, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/bench/main.ts', { cwd: root })
