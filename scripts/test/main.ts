import { runCheckers } from './checkers.ts'
import { checks } from './checks.ts'
import { runJourneys } from './journeys.ts'
import { add, type Counts, failedBy, none, type Part } from './parts.ts'
import { runUnits, unitProjects } from './units.ts'

/**
 * `npm test` runs every part; `npm test -- web journeys` runs those named.
 * The last line counts: `N passed, N failed, N skipped`.
 */
const wanted = process.argv.slice(2)
const parts: Part[] = [
  ...checks,
  ...unitProjects.map((name) => ({
    name,
    says: `Vitest over ${name}`,
    run: (limitMs: number) => runUnits(name, limitMs),
  })),
  { name: 'journeys', says: 'Playwright through a production build', run: runJourneys },
  // Last: they take what time is left.
  { name: 'checkers', says: 'programs by others read our files', run: runCheckers, isSpare: true },
]
const known = parts.map((part) => part.name)
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are: ${known.join(', ')}.`)
  process.exit(2)
}

/**
 * One run stays under CI's limit of 90 minutes, with the install before it. A part that is not through by then fails;
 * journeys and files that it had no time for are counted as skipped.
 */
const limitMs = 82 * 60_000
/** What a part that was ended has to tidy up in. */
const graceMs = 60_000
const late = `no time left: the whole run is to end within ${limitMs / 60_000} minutes`
let total = none
const rows: string[] = []
for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n── ${part.name}: ${part.says}`)
  const beganAt = performance.now()
  const leftMs = Math.floor(limitMs - beganAt)
  const counts =
    leftMs < graceMs
      ? outOf(part)
      : await Promise.race([part.run(leftMs), outOfTime(leftMs)]).catch((error) => failedBy(describe(error)))
  const line = `${part.name.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
  rows.push(`${line.padEnd(52)} ${((performance.now() - beganAt) / 1000).toFixed(1)} s`)
  total = add(total, counts)
}

// Again at the end, where whoever looks at a long log looks first.
for (const failure of total.failures) console.log(`\n✗ ${clipped(failure)}`)
console.log(`\n${rows.join('\n')}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)

function outOf({ isSpare = false }: Part): Counts {
  if (!isSpare) return failedBy(late)
  console.log(late)
  return { ...none, skipped: 1 }
}

function outOfTime(leftMs: number): Promise<Counts> {
  return new Promise((resolve) => setTimeout(() => resolve(failedBy(late)), leftMs + graceMs).unref())
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** The first lines of it. */
function clipped(text: string): string {
  const lines = text.trimEnd().split('\n')
  return lines.length > 60 ? [...lines.slice(0, 60), '…'].join('\n') : lines.join('\n')
}
