// Plain Node (20 or later): also runs on the host's Node, before ours.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../src', import.meta.url))
const dist = fileURLToPath(new URL('../dist', import.meta.url))
/** The engine, and the part of it that a decoder starts with, which must be there quickly. */
const bundles = { index: join(source, 'index.ts'), image: join(source, 'image/index.ts') }

/** Under which condition the package is one file, and what tells Node so: see docs/decisions/006-one-file-engine.md. */
export const bundledCondition = 'plotline-bundled'
export const bundledFlag = `--conditions=${bundledCondition}`

/**
 * Makes the engine and what it imports one file, `dist/index.js`, and its part for image files another, unless they are
 * newer than all they are made of. Each is written beside its place and moved there, so that two runs at once never see
 * half a file.
 */
export async function ensureBundled() {
  const change = newestChange()
  for (const [name, entry] of Object.entries(bundles)) {
    const file = join(dist, `${name}.js`)
    if (!existsSync(file) || statSync(file).mtimeMs <= change) await bundleInto(file, entry)
  }
}

async function bundleInto(file, entry) {
  const { build, stop } = await import('esbuild')
  const half = `${file}.${process.pid}`
  try {
    await build({
      entryPoints: [entry],
      outfile: half,
      bundle: true,
      platform: 'neutral',
      target: 'es2024',
      logLevel: 'error',
    })
    renameSync(half, file)
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
