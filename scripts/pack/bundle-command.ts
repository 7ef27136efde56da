import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectRoot } from '../start/processes.ts'

const packages = join(projectRoot, 'packages')
const root = join(packages, 'cli')

/** The command and what it starts by file: the decoder's process, and that one's thread. All of them lie side by side. */
const entryPoints = {
  main: join(root, 'src/main.ts'),
  child: join(packages, 'imaging/src/decode/child.ts'),
  'heif-thread': join(packages, 'imaging/src/decode/heif-thread.ts'),
}

/**
 * Bundles the `plotline` command into its `build` folder: all that is ours and all JavaScript it stands on. What has native
 * code or may be exchanged stays a dependency. Each command is a file of its own, so that one does not load the others.
 * Answers the files it is made of.
 */
export async function bundleCommand(): Promise<string[]> {
  const outdir = join(root, 'build')
  const { dependencies, optionalDependencies } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  )
  await rm(outdir, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints,
    outdir,
    external: Object.keys({ ...dependencies, ...optionalDependencies }),
    absWorkingDir: projectRoot,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Libraries without an export map name their file so.
    mainFields: ['module', 'main'],
    metafile: true,
    logLevel: 'error',
  })
  for (const file of Object.keys(metafile.outputs)) await pointToBundled(join(projectRoot, file))
  await chmod(join(outdir, 'main.js'), 0o755)
  return Object.keys(metafile.inputs).map((file) => join(projectRoot, file))
}

/** esbuild takes `new URL('./child.ts', import.meta.url)` as it stands. */
async function pointToBundled(path: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const started = /new URL\("\.\/([\w-]+)\.ts", import\.meta\.url\)/g
  const changed = text.replaceAll(started, (_, name: string) => {
    if (!(name in entryPoints)) throw new Error(`${path} starts ${name}.ts, which is not packed`)
    return `new URL("./${name}.js", import.meta.url)`
  })
  if (changed !== text) await writeFile(path, changed)
}
