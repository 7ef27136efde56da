import { ensureInstalled, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/docs/main.ts')
