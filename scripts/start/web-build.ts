import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot, runToEnd } from './processes.ts'

const webRoot = join(projectRoot, 'apps/web')

/** Everything the production build is made of; a change in any of it makes a new build. */
const sources = [
  'pnpm-lock.yaml',
  'apps/web/*.{ts,mjs,json}',
  'apps/web/src/**/*',
  'apps/web/public/**/*',
  'packages/{strokes,vectorizer,services,db}/src/**/*.{ts,json}',
]

/** Next writes this file anew in every build: it says nothing about what the build is made of. */
const madeByTheBuild = ['**/next-env.d.ts']

/** Builds the web app into `distDir` unless the build that lies there was made from the same sources. */
export async function ensureWebBuild(
  distDir: string,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (await isBuilt(distDir)) return
  const stamp = sourceStamp()
  log('Building the web app …')
  signal?.throwIfAborted()
  await runToEnd('web build', join(webRoot, 'node_modules/next/dist/bin/next'), ['build'], {
    cwd: webRoot,
    env: { NEXT_DIST_DIR: distDir, NODE_ENV: 'production' },
    signal,
  })
  await writeFile(stampFile(distDir), stamp)
}

/** Whether the build that lies in `distDir` was made from today's sources. */
export async function isBuilt(distDir: string): Promise<boolean> {
  return (await readFile(stampFile(distDir), 'utf8').catch(() => '')) === sourceStamp()
}

const stampFile = (distDir: string) => join(webRoot, distDir, '.plotline-built')

function sourceStamp(): string {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: projectRoot, withFileTypes: true, exclude: madeByTheBuild })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) hash.update(file.slice(projectRoot.length)).update(readFileSync(file))
  return hash.digest('hex')
}
