// Plain Node (20 or later): see setup.mjs.
import { ensureInstalled, runScript } from './setup.mjs'

ensureInstalled()
await runScript('scripts/pack/main.ts')
