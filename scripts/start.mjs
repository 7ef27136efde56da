import { ensureInstalled, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/start/main.ts')
