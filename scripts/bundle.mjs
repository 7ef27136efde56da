// Plain Node (20 or later): also runs on the host's Node, before ours.

import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages', import.meta.url))
const sources = ['strokes', 'vectorizer'].map((name) => join(packages, name, 'src'))

/** Under which condition the two are one file each, and what tells Node so: see docs/decisions/006-one-file-engine.md. */
export const bundledCondition = 'plotline-bundled'
export const bundledFlag = `--conditions=${bundledCondition}`

/**
 * What is made of what: `strokes` with every module of it in one file, so that whichever is asked for is the same one;
 * the engine beside it; and the part of the engine that a decoder starts with, which must be there quickly.
 */
const bundles = [
  { file: join(packages, 'strokes/dist/index.js'), entry: everyModule },
  {
    file: join(packages, 'vectorizer/dist/index.js'),
    entry: () => ({
      entryPoints: [join(packages, 'vectorizer/src/index.ts')],
      external: ['@plotline/strokes'],
    }),
  },
  {
    file: join(packages, 'vectorizer/dist/image.js'),
    entry: () => ({ entryPoints: [join(packages, 'vectorizer/src/image/index.ts')] }),
  },
]

/**
 * Makes each file, unless it is newer than all it is made of. Each is written beside its place and moved there, so that
 * two runs at once never see half a file.
 */
export async function ensureBundled() {
  const change = newestChange()
  for (const { file, entry } of bundles) {
    if (!existsSync(file) || statSync(file).mtimeMs <= change) await bundleInto(file, entry())
  }
}

async function bundleInto(file, entry) {
  // The engine's own: an image that is built for one part of the workspace has nothing else.
  const { build, stop } = createRequire(join(packages, 'vectorizer/package.json'))('esbuild')
  const half = `${file}.${process.pid}`
  try {
    await build({
      ...entry,
      outfile: half,
      bundle: true,
      platform: 'neutral',
      // Libraries without an export map name their file so.
      mainFields: ['module', 'main'],
      target: 'es2024',
      logLevel: 'error',
    })
    renameSync(half, file)
  } finally {
    await stop()
    rmSync(half, { force: true })
  }
}

function everyModule() {
  const resolveDir = join(packages, 'strokes/src')
  const modules = readdirSync(resolveDir, { recursive: true }).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const contents = modules.map((name) => `export * from './${name.replaceAll('\\', '/')}'`).join('\n')
  return { stdin: { contents, resolveDir, loader: 'ts' } }
}

/** Of the sources and of their folders, so that a removed file counts too; of the versions of what they import; of this. */
function newestChange() {
  const files = sources.flatMap((source) => [
    source,
    ...readdirSync(source, { recursive: true })
      .filter((name) => !name.endsWith('.test.ts'))
      .map((name) => join(source, name)),
  ])
  const lockFile = fileURLToPath(new URL('../pnpm-lock.yaml', import.meta.url))
  const all = [...files, lockFile, fileURLToPath(import.meta.url)]
  return Math.max(...all.map((file) => statSync(file).mtimeMs))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBundled()
