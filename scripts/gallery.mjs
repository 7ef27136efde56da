import { ensureInstalled, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/gallery/main.ts', { cwd: process.env.INIT_CWD ?? process.cwd() })
