import { ensureInstalled, root, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/test/main.ts', { cwd: root })
