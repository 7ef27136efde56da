import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '../../packages/strokes/src/geometry/random.ts'
import { projectRoot } from '../start/processes.ts'
import { type Mutant, mutantsOf } from './mutants-of.ts'

/**
 * Which small faults in a folder's sources its own tests would not see:
 * `npm run mutants -- FOLDER [--sample 60] [--seed 1] [--tests FOLDER] [--minutes 30]`.
 * Each mutant is one fault in one file; it dies when a test fails or does not come to an end, and survives otherwise.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string' },
    minutes: { type: 'string', default: '30' },
  },
})
const [folder] = positionals
if (!folder) {
  console.error('Expected a folder, like: npm run mutants -- packages/strokes/src/plan --sample 60 --seed 1')
  process.exit(2)
}
const tests = resolve(values.tests ?? folder)

type Placed = Mutant & { readonly file: string; readonly source: string }

const all = globSync(join(folder, '**/*.ts'))
  .filter((file) => !file.endsWith('.test.ts'))
  .sort()
  .flatMap((file): Placed[] => {
    const source = readFileSync(file, 'utf8')
    return mutantsOf(source).map((mutant) => ({ ...mutant, file, source }))
  })
if (all.length === 0) {
  console.error(`${folder}: there is no source here to make a fault in`)
  process.exit(2)
}
const sample = shuffled(all, seededRandom(Number(values.seed))).slice(0, Number(values.sample))

const beganAt = performance.now()
if (runTests() !== 'pass') {
  console.error(`Expected the tests in ${tests} to pass before anything is changed.`)
  process.exit(1)
}
/** A mutant that turns a loop into an endless one is ended after this. */
const limitMs = Math.round(10_000 + 3 * (performance.now() - beganAt))
const endsAt = beganAt + Number(values.minutes) * 60_000

const survivors: Placed[] = []
let tried = 0
for (const mutant of sample) {
  if (performance.now() > endsAt) break
  tried++
  const outcome = runTests(mutant)
  if (outcome === 'pass') survivors.push(mutant)
  console.log(
    `${String(tried).padStart(4)} ${outcome === 'pass' ? 'survives' : 'dies    '} ${describe(mutant)}`,
  )
}

console.log(`\n${survivors.length} survive:`)
for (const mutant of survivors.toSorted((a, b) => a.file.localeCompare(b.file) || a.start - b.start)) {
  console.log(`  ${describe(mutant)}`)
}
const killed = tried - survivors.length
const minutes = ((performance.now() - beganAt) / 60_000).toFixed(1)
console.log(
  `\n${folder}: ${killed} of ${tried} die (${Math.round((100 * killed) / Math.max(1, tried))} %), ` +
    `of ${all.length} mutants, seed ${values.seed}, ${minutes} min`,
)

/** Vitest over the folder's tests that reach the mutant's file. */
function runTests(mutant?: Placed): 'pass' | 'fail' {
  const file = mutant && resolve(mutant.file)
  const mutated =
    mutant && mutant.source.slice(0, mutant.start) + mutant.text + mutant.source.slice(mutant.end)
  const config = join(import.meta.dirname, 'vitest.config.ts')
  const { status } = spawnSync(
    process.execPath,
    [
      join(projectRoot, 'node_modules/vitest/vitest.mjs'),
      ...(file ? ['related', file, '--run'] : ['run']),
      `--config=${config}`,
      '--reporter=dot',
    ],
    {
      cwd: projectRoot,
      env: { ...process.env, PLOTLINE_MUTANT: JSON.stringify({ folder: tests, file, mutated }) },
      stdio: 'ignore',
      timeout: mutant && limitMs,
      killSignal: 'SIGKILL',
    },
  )
  return status === 0 ? 'pass' : 'fail'
}

/** `file:line`, the line as it is, and what the mutant makes of it. */
function describe({ file, source, start, end, text }: Placed): string {
  const line = source.slice(0, start).split('\n').length
  const from = source.lastIndexOf('\n', start - 1) + 1
  const to = source.indexOf('\n', end)
  const shown = `${source.slice(from, start)}⟦${source.slice(start, end)} → ${text}⟧${source.slice(end, to)}`
  return `${file}:${line}  ${shown.trim().replace(/\s+/g, ' ')}`
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
}
