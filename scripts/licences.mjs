import { ensureInstalled, root, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/licences/main.ts', { cwd: root })
