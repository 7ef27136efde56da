import { checks } from './checks.ts'
import { runJourneys } from './journeys.ts'
import { add, type Counts, none, type Part, unproven } from './parts.ts'
import { runUnits, unitProjects } from './units.ts'

/**
 * `npm test` runs every part; `npm test -- web journeys` runs those named.
 * The last line counts: `N passed, N failed, N skipped`.
 */
const wanted = process.argv.slice(2)
const parts: Part[] = [
  ...checks,
  ...unitProjects.map((name) => ({ name, says: `Vitest over ${name}`, run: () => runUnits(name) })),
  { name: 'journeys', says: 'Playwright through a production build', run: runJourneys },
]
const known = parts.map((part) => part.name)
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are: ${known.join(', ')}.`)
  process.exit(2)
}

/** One run stays under CI's limit of 90 minutes; a part that would begin after this fails by name. */
const lastBeginMs = 50 * 60_000
/** A part that hangs counts as one failure after this. */
const partLimitMs = 34 * 60_000
const startedAt = performance.now()
let total = none
let decides = 0
const rows: string[] = []
for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n── ${part.name}: ${part.says}`)
  const beganAt = performance.now()
  const isLate = beganAt - startedAt > lastBeginMs
  const counts = isLate
    ? { ...none, failed: 1 }
    : await Promise.race([part.run(), hung(part.name)]).catch(failedPart)
  const note = isLate ? 'no time left' : unproven.has(part.name) ? 'not yet deciding' : ''
  const line = `${part.name.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
  rows.push(`${line.padEnd(52)} ${((performance.now() - beganAt) / 1000).toFixed(1)} s  ${note}`)
  total = add(total, counts)
  if (!unproven.has(part.name)) decides += counts.failed
}

console.log(`\n${rows.join('\n')}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(decides > 0 ? 1 : 0)

function failedPart(error: unknown): Counts {
  console.error(error)
  return { passed: 0, failed: 1, skipped: 0 }
}

function hung(name: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(
      () => reject(new Error(`${name} did not end in ${partLimitMs / 60_000} minutes`)),
      partLimitMs,
    ).unref()
  })
}
