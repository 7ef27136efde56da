import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { build as buildPage } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawingStats, readSvg, writeSvg } from '../../packages/strokes/src/index.ts'
import { projectRoot } from '../start/processes.ts'
import { nodes } from './nodes.ts'
import { libraries, packInto } from './pack.ts'

const run = promisify(execFile)

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="80mm" height="50mm" viewBox="0 0 80 50">
<g fill="none" stroke="#1a1a1a"><circle cx="20" cy="25" r="12"/><path d="M40 10C60 0 70 40 45 40"/></g></svg>`

/** A project of a stranger: the two as they would come from the registry, and what they depend on. */
let folder = ''
const tarballs = new Map<string, string>()
const installed = (name: string) => join(folder, 'node_modules/@plotline', name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-pack-'))
  const modules = join(folder, 'node_modules')
  for (const name of libraries) {
    const file = await packInto(folder, name)
    tarballs.set(name, file)
    await mkdir(installed(name), { recursive: true })
    await run('tar', ['xzf', file, '--strip-components=1', '-C', installed(name)])
  }
  // What a registry would add. Nothing else of the workspace can be reached from here.
  const { dependencies } = JSON.parse(await readFile(join(installed('strokes'), 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    const place = join(modules, name)
    await mkdir(dirname(place), { recursive: true })
    await symlink(await realpath(join(projectRoot, 'packages/strokes/node_modules', name)), place, 'junction')
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'picture.svg'), picture)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a module in the stranger's project; what it printed. */
async function runThere(text: string, node = process.execPath): Promise<string> {
  await writeFile(join(folder, 'use.js'), text)
  const { stdout, stderr } = await run(node, ['use.js'], { cwd: folder })
  expect(stderr).toBe('')
  return stdout.trim()
}

describe.each(libraries)('%s, packed', (name) => {
  test('holds JavaScript, types, source maps, licence and README, and nothing of the workshop', async () => {
    const files = await readdir(installed(name), { recursive: true })
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.md', 'package.json']),
    )
    for (const ending of ['.js', '.d.ts', '.js.map']) expect(files).toContain(join('build', `index${ending}`))
    expect(files.filter((file) => /\.test\.|\.json$|(?<!\.d)\.ts$/.test(file))).toEqual(['package.json'])
    const manifest = await readFile(join(installed(name), 'package.json'), 'utf8')
    expect(manifest).not.toMatch(/workspace:|catalog:|"private"/)
    expect(JSON.parse(manifest)).toMatchObject({ sideEffects: false, type: 'module', license: 'Apache-2.0' })
  })

  test('names what it depends on, with its licence', async () => {
    const notices = await readFile(join(installed(name), 'THIRD-PARTY-NOTICES.md'), 'utf8')
    const { dependencies } = JSON.parse(await readFile(join(installed(name), 'package.json'), 'utf8'))
    const others = Object.keys(dependencies).filter((one) => !one.startsWith('@plotline/'))
    for (const one of others) expect(notices).toMatch(new RegExp(`^- \`${one}\` [\\d.]+, [A-Z0-9]`, 'm'))
  })

  test('is what publint and arethetypeswrong ask for', async () => {
    const { messages, pkg } = await publint({ pkgDir: installed(name), pack: false })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
    const result = await checkPackage(
      createPackageFromTarballData(await readFile(tarballs.get(name) ?? '')),
      // A pattern stands for every module: those that a README names are looked at.
      name === 'strokes' ? { entrypoints: ['.', 'write/svg', 'plan/plan-layers', 'devices/devices'] } : {},
    )
    if (!result.types) throw new Error('no types were found')
    // ES modules with subpaths: what resolves as Node 10 did, or by `require` alone, is not meant.
    const meant = result.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
    )
    expect(meant).toEqual([])
  })
})

test.each(nodes)('%s reads, plans and writes with it as the sources do', async (node) => {
  const text = `import { readFile } from 'node:fs/promises'
import { readSvg, drawingStats } from '@plotline/strokes'
import { writeSvg } from '@plotline/strokes/write/svg'
import { DrawingError } from '@plotline/strokes/geometry/drawing-error'
const { drawing } = readSvg(await readFile('picture.svg', 'utf8'))
try { readSvg('<html/>') } catch (error) { if (!(error instanceof DrawingError)) throw error }
console.log(JSON.stringify([drawingStats(drawing), writeSvg(drawing)]))`
  const { drawing } = readSvg(picture)
  const said = await runThere(text, node)
  expect(said).toBe(JSON.stringify([drawingStats(drawing), writeSvg(drawing)]))
})

test('the engine draws, and what it throws is what strokes throws', async () => {
  const text = `import { recipeSchema, vectorize } from '@plotline/vectorizer'
import { writeDrawing } from '@plotline/strokes'
const [width, height] = [120, 90]
const data = new Uint8ClampedArray(width * height * 4).fill(255)
for (let y = 20; y < 70; y++) for (let x = 30; x < 90; x++) data.set([20, 20, 20], (y * width + x) * 4)
const { drawing } = await vectorize({ width, height, data }, recipeSchema.parse({ style: 'hatch' }))
console.log(new TextDecoder().decode(writeDrawing(drawing, 'hpgl').bytes).slice(0, 3))`
  expect(await runThere(text)).toBe('IN;')
})

test.each(libraries)('the example in the README of %s runs', async (name) => {
  const readme = await readFile(join(installed(name), 'README.md'), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const given = {
    strokes: `import { readFile } from 'node:fs/promises'\nconst text = await readFile('picture.svg', 'utf8')\n`,
    vectorizer: `const [width, height] = [60, 40]
const raster = { width, height, data: new Uint8ClampedArray(width * height * 4).fill(90) }
const [mask, signal, onStage] = []\n`,
  }[name]
  expect(example.split('\n').length).toBeLessThanOrEqual(12)
  expect(Number(await runThere(`${given}${example}console.log(bytes.length)`))).toBeGreaterThan(100)
})

test.each(['nodenext', 'bundler'])(
  'TypeScript takes its types, resolving as %s',
  async (moduleResolution) => {
    const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext'
    await writeFile(
      join(folder, 'use.ts'),
      `import { type Drawing, drawingStats, orderStrokes } from '@plotline/strokes'
import { writeSvg } from '@plotline/strokes/write/svg'
import { recipeSchema, vectorize } from '@plotline/vectorizer'
export const write = (drawing: Drawing): string => writeSvg(drawing)
export const count = (drawing: Drawing): number => drawingStats(drawing).strokes
// @ts-expect-error: a drawing is no text
writeSvg('text')
export { orderStrokes, recipeSchema, vectorize }`,
    )
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution,
          target: 'es2024',
          strict: true,
          noEmit: true,
          types: [],
        },
        files: ['use.ts'],
      }),
    )
    const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc')
    await run(process.execPath, [tsc, '-p', folder]).catch((error) => expect.fail(error.stdout))
  },
)

test.each([
  { part: 'writeSvg', of: '@plotline/strokes/write/svg', kB: 12 },
  { part: 'writeSvg', of: '@plotline/strokes', kB: 12 },
  { part: 'writeHpgl', of: '@plotline/strokes', kB: 8 },
  { part: 'writePdf', of: '@plotline/strokes', kB: 18 },
  { part: 'planLayers', of: '@plotline/strokes', kB: 25 },
  { part: 'findDevice', of: '@plotline/strokes', kB: 4 },
])('$part of $of costs at most $kB kB', async ({ part, of, kB }) => {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${part} } from '${of}'`, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2024',
  })
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThanOrEqual(kB * 1000)
})

test('Vite builds a page with it, for the browser', async () => {
  await writeFile(
    join(folder, 'page.js'),
    `import { readSvg } from '@plotline/strokes'\nconsole.log(readSvg)`,
  )
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./page.js"></script>')
  await buildPage({ root: folder, logLevel: 'error', build: { outDir: 'out' } })
  expect((await readdir(join(folder, 'out/assets'))).length).toBe(1)
})
