import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  findMaterial,
  imageFrom,
  noMaterial,
  registerModel,
  sobelNetwork,
} from '../../packages/imaging/testing/index.ts'
import { projectRoot } from '../start/processes.ts'
import { nodes } from './nodes.ts'
import { packInto } from './pack.ts'

const run = promisify(execFile)
const shell = process.platform === 'win32'

/** An empty folder with the command as npm installs it. */
let folder = ''
const installed = () => join(folder, 'node_modules/plotline')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-command-'))
  await writeFile(join(folder, 'package.json'), '{}')
  const file = await packInto(folder, 'cli')
  await mkdir(installed(), { recursive: true })
  await run('tar', ['xzf', file, '--strip-components=1', '-C', installed()])
  // npm itself makes the command of what the package calls its `bin`.
  await run('npm', ['rebuild', '--offline', '--ignore-scripts', 'plotline'], { cwd: folder, shell })
  for (const name of ['sharp', 'libheif-js']) await link(name)
  await writeFile(join(folder, 'photo.jpg'), await photo().jpeg().toBuffer())
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/**
 * Instead of a registry: a dependency is linked from the workspace, where its own are found. Nothing else of the workspace
 * can be reached from the folder.
 */
async function link(name: string): Promise<void> {
  const place = join(folder, 'node_modules', name)
  await mkdir(dirname(place), { recursive: true })
  await symlink(await realpath(join(projectRoot, 'packages/cli/node_modules', name)), place, 'junction')
}

function photo() {
  return imageFrom(240, 180, (x, y) => (Math.hypot(x - 120, y - 90) < 60 ? [30, 30, 30] : [240, 240, 240]))
}

type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs `npx plotline …` in the folder by this Node; what it said. */
async function plotline(
  args: readonly string[],
  { node = process.execPath, env = {} }: { node?: string; env?: Record<string, string> } = {},
): Promise<Outcome> {
  const path = [...(node === 'node' ? [] : [dirname(node)]), process.env.PATH].join(delimiter)
  const options = { cwd: folder, shell, env: { ...process.env, ...env, PATH: path } }
  return run('npx', ['--offline', 'plotline', ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )
}

const written = (name: string) => readFile(join(folder, name), 'utf8')

test('holds JavaScript, licence and README, and nothing of the workshop', async () => {
  const files = (await readdir(installed(), { recursive: true })).filter((file) => !file.endsWith('.js'))
  expect(files.sort()).toEqual(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.md', 'build', 'package.json'])
  const manifest = await readFile(join(installed(), 'package.json'), 'utf8')
  expect(manifest).not.toMatch(/workspace:|catalog:|"private"/)
  const { dependencies, optionalDependencies } = JSON.parse(manifest)
  expect(Object.keys({ ...dependencies, ...optionalDependencies }).sort()).toEqual([
    'libheif-js',
    'onnxruntime-node',
    'sharp',
  ])
})

test('brings the licence of all that is bundled, and says how parts under the LGPL are exchanged', async () => {
  const scripts = (await readdir(join(installed(), 'build'))).map((file) =>
    written(join('node_modules/plotline/build', file)),
  )
  const sources = (await Promise.all(scripts))
    .join('\n')
    .matchAll(/^\/\/ .*\/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)
  const bundled = new Set(Array.from(sources, ([, name = '']) => name))
  expect(bundled.size).toBeGreaterThan(3)
  const notices = await written('node_modules/plotline/THIRD-PARTY-NOTICES.md')
  for (const name of bundled) expect(notices).toMatch(new RegExp(`^### ${name} .*\\n\\n\`\`\`\\n.{20}`, 'ms'))
  for (const name of ['sharp', 'libheif-js', 'onnxruntime-node']) expect(notices).toContain(`- \`${name}\` `)
  for (const name of ['@img/sharp-libvips-*', 'libheif-js'])
    expect(notices).toContain(`### \`${name}\`\n\nLGPL`)
})

test('is what publint asks for', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed(), pack: false })
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
})

describe.each(nodes)('by %s', (node) => {
  test('tells its version', async () => {
    const { version } = JSON.parse(await readFile(join(installed(), 'package.json'), 'utf8'))
    expect(await plotline(['--version'], { node })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('draws a photo, plans what it drew, and writes it for a machine', async () => {
    const drawn = await plotline(['vectorize', 'photo.jpg', '-o', 'out.svg'], { node })
    expect(drawn).toMatchObject({ code: 0, stderr: expect.stringMatching(/^out\.svg: \d+ strokes/m) })
    expect(await written('out.svg')).toContain('<path')
    const planned = await plotline(['plan', 'out.svg', '-o', 'out.gcode', '--device', 'grbl-servo'], { node })
    expect(planned).toMatchObject({ code: 0 })
    expect(await written('out.gcode')).toMatch(/^G1 /m)
  })
})

test('decodes HEIC in the thread of the decoder’s process', async ({ skip }) => {
  const heic = findMaterial('cases/photos/phone-48mp.heic')
  if (heic === null) return skip(noMaterial)
  expect(await plotline(['vectorize', heic, '-o', 'heic.svg'])).toMatchObject({ code: 0 })
})

test('says so where ONNX Runtime was not installed, and runs a network where it was', async () => {
  const models = join(folder, 'models')
  await mkdir(models)
  await registerModel(models, 'sobel', sobelNetwork({ stride: 16 }))
  const draw = () =>
    plotline(['vectorize', 'photo.jpg', '-o', 'learned.svg', '--set', 'detector=learned'], {
      env: { PLOTLINE_MODELS: models },
    })
  expect(await draw()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("The model sobel needs ONNX Runtime, which can't be loaded here"),
  })
  await link('onnxruntime-node')
  expect(await draw()).toMatchObject({ code: 0 })
})
