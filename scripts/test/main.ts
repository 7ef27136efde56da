import { checks } from './checks.ts'
import { runJourneys } from './journeys.ts'
import { add, type Counts, none, type Part } from './parts.ts'
import { runUnits, unitProjects } from './units.ts'

/**
 * `npm test` runs every part; `npm test -- web journeys` runs those named.
 * The last line counts: `N passed, N failed, N skipped`.
 */
const wanted = process.argv.slice(2)
const known = [...checks.map((part) => part.name), ...unitProjects, 'journeys']
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are: ${known.join(', ')}.`)
  process.exit(2)
}
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)

const projects = unitProjects.filter(isWanted)
const parts: Part[] = [
  ...checks.filter((part) => isWanted(part.name)),
  ...(projects.length > 0
    ? [{ name: 'units', says: `Vitest over ${projects.join(', ')}`, run: () => runUnits(projects) }]
    : []),
  ...(isWanted('journeys')
    ? [{ name: 'journeys', says: 'Playwright through a production build', run: runJourneys }]
    : []),
]

let total = none
const rows: [string, Counts, number][] = []
for (const part of parts) {
  console.log(`\n── ${part.name}: ${part.says}`)
  const startedAt = performance.now()
  const counts = await part.run().catch((error): Counts => {
    console.error(error)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  rows.push([part.name, counts, (performance.now() - startedAt) / 1000])
  total = add(total, counts)
}

console.log()
for (const [name, { passed, failed, skipped }, seconds] of rows) {
  const line = `${name.padEnd(10)} ${passed} passed, ${failed} failed, ${skipped} skipped`
  console.log(`${line.padEnd(50)} ${seconds.toFixed(1)} s`)
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
