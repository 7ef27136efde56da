import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from '../start/processes.ts'
import { type Counts, failedBy, none, type Part } from './parts.ts'

/** Types, lint, package arrows and dead code. Each counts as one test. */
export const checks: Part[] = [
  { name: 'types', says: 'TypeScript over every package and script', run: types },
  {
    name: 'lint',
    says: 'Biome: format, lint, stage order, purity',
    run: () => tool('@biomejs/biome/bin/biome', ['check', '.']),
  },
  {
    name: 'cycles',
    says: 'Biome: no import cycles, of types neither (a pass of its own: it reads every dependency)',
    run: () =>
      tool('@biomejs/biome/bin/biome', [
        'lint',
        '--only=suspicious/noImportCycles',
        '--error-on-warnings',
        '.',
      ]),
  },
  {
    name: 'arrows',
    says: 'turbo boundaries: who may import whom',
    run: () => tool('turbo/bin/turbo', ['boundaries']),
  },
  {
    name: 'dead-code',
    says: 'knip: unused files, exports and dependencies',
    run: () => tool('knip/bin/knip.js', []),
  },
  {
    name: 'licences',
    says: 'what ships may be passed on, and docs/licences.md lists it',
    run: () => runFile('scripts/licences/main.ts', ['--check']),
  },
  {
    name: 'security',
    says: 'docs/security.md answers every requirement, by tests that are there',
    run: () => runFile('scripts/security/main.ts', []),
  },
]

/** The engine is built to declarations, so that the packages on top keep their own strictness; the rest is checked. */
function types(): Promise<Counts> {
  const configs = globSync('{apps,packages}/*/tsconfig.json', { cwd: projectRoot }).concat(
    'scripts/tsconfig.json',
  )
  return tool('typescript/bin/tsc', ['-b', ...configs.map((config) => dirname(config)).sort()])
}

/** Runs a tool of the root's node_modules. */
function tool(bin: string, args: string[]): Promise<Counts> {
  return runFile(join('node_modules', bin), args)
}

/** Runs a file of the project by Node; its output is kept for when it fails. */
async function runFile(file: string, args: string[]): Promise<Counts> {
  const child = spawn(process.execPath, [join(projectRoot, file), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  child.stdout.on('data', (chunk) => output.push(String(chunk)))
  child.stderr.on('data', (chunk) => output.push(String(chunk)))
  const [code] = await once(child, 'close')
  if (code === 0) return { ...none, passed: 1 }
  return failedBy(`${file} ${args.join(' ')}\n${output.join('')}`)
}
