// Plain Node (20 or later): also runs on the host's Node, before ours.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../src', import.meta.url))
const bundle = fileURLToPath(new URL('../dist/index.js', import.meta.url))

/** Under which condition the package is one file, and what tells Node so: see docs/decisions/006-one-file-engine.md. */
export const bundledCondition = 'plotline-bundled'
export const bundledFlag = `--conditions=${bundledCondition}`

/**
 * Makes the engine and what it imports one file, `dist/index.js`, unless that is newer than all it is made of. It is
 * written beside its place and moved there, so that two runs at once never see half a file.
 */
export async function ensureBundled() {
  if (existsSync(bundle) && statSync(bundle).mtimeMs > newestChange()) return
  const { build, stop } = await import('esbuild')
  const half = `${bundle}.${process.pid}`
  try {
    await build({
      entryPoints: [join(source, 'index.ts')],
      outfile: half,
      bundle: true,
      platform: 'neutral',
      target: 'es2024',
      logLevel: 'error',
    })
    renameSync(half, bundle)
  } finally {
    await stop()
    rmSync(half, { force: true })
  }
}

/** Of the sources and of their folders, so that a removed file counts too; of the versions of what they import; of this. */
function newestChange() {
  const names = readdirSync(source, { recursive: true }).filter((name) => !name.endsWith('.test.ts'))
  const lockFile = fileURLToPath(new URL('../../../pnpm-lock.yaml', import.meta.url))
  const files = [source, ...names.map((name) => join(source, name)), lockFile, fileURLToPath(import.meta.url)]
  return Math.max(...files.map((file) => statSync(file).mtimeMs))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBundled()
