import { ensureInstalled, runScript } from './setup.mjs'

ensureInstalled()
// npm changes into the project's root; file names on the command line are meant from where the user stands.
await runScript('packages/cli/src/main.ts', { cwd: process.env.INIT_CWD ?? process.cwd() })
