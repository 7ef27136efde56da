import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { collectShipped } from '../licences/collect.ts'
import { noticesFile, thirdPartyNotices } from '../licences/notices.ts'
import { pnpm } from '../setup.mjs'
import { projectRoot } from '../start/processes.ts'
import { bundleCommand } from './bundle-command.ts'

const run = promisify(execFile)

/** The libraries that are meant for strangers, each after what it stands on, and the command, which holds all it needs. */
export const libraries = ['strokes', 'vectorizer'] as const
export const packageNames = [...libraries, 'cli'] as const
export type PackageName = (typeof packageNames)[number]

/**
 * Builds a package and packs it as it would be published, a library as JavaScript with types, the command as a bundle; the
 * path of the file.
 */
export async function packInto(folder: string, name: PackageName): Promise<string> {
  const root = join(projectRoot, 'packages', name)
  const bundled = name === 'cli' ? await bundleCommand() : await buildLibrary(root)
  await writeFile(join(root, noticesFile), await noticesOf(root, bundled))
  const fresh = await mkdtemp(join(folder, 'fresh-'))
  try {
    // pnpm alone knows what `workspace:` and `catalog:` stand for.
    await run('npx', ['-y', pnpm, 'pack', '--pack-destination', fresh], { cwd: root, shell: onWindows })
    const [file] = await readdir(fresh)
    if (!file) throw new Error(`pnpm packed nothing of ${name}`)
    const path = join(folder, file)
    await rename(join(fresh, file), path)
    return path
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** What is installed beside a package is what its manifest asks for; what is in it, the packages of the files it was made of. */
async function noticesOf(root: string, bundled: readonly string[]): Promise<string> {
  const { name } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const ours = ['strokes', 'vectorizer', 'imaging'].map((one) => join(projectRoot, 'packages', one))
  const inside = collectShipped(ours).filter(({ folder }) =>
    bundled.some((file) => file.startsWith(join(folder, sep))),
  )
  return thirdPartyNotices(name, { inside, beside: collectShipped([root]) })
}

const onWindows = process.platform === 'win32'

/** Module by module; nothing of others is in it. */
async function buildLibrary(root: string): Promise<string[]> {
  const out = join(root, 'build')
  const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc')
  await rm(out, { recursive: true, force: true })
  await run(process.execPath, [tsc, '-b', root])
  await run(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')])
  for (const file of await readdir(out, { recursive: true })) {
    const path = join(out, file)
    if (file.endsWith('.d.ts')) await rewrite(path, pointToJavaScript)
    else if (file.endsWith('.js')) await rewrite(path, importModules)
    else if (file.endsWith('.json')) await becomeModule(path)
  }
  return []
}

async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  if (changed !== text) await writeFile(path, changed)
}

/** The compiler renames what scripts import, not what declarations do. */
function pointToJavaScript(text: string): string {
  return text.replaceAll(/((?:from|import\() ?['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2')
}

/** Node 20 and 22 warn of JSON that is imported, and browsers want its type: it is a module like any other here. */
function importModules(text: string): string {
  return text.replaceAll(/'(\.[^']*)\.json' with \{ type: 'json' \}/g, "'$1.js'")
}

async function becomeModule(path: string): Promise<void> {
  const name = basename(path, '.json')
  await writeFile(join(path, '..', `${name}.js`), `export default ${await readFile(path, 'utf8')}`)
  await rm(path)
}
