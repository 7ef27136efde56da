import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../start/processes.ts'
import { levelOne } from './level-one.ts'

/**
 * Holds docs/security.md to what it says: every requirement once, none at “no”, each “yes” by a file that is there and,
 * where a test is named, by a test of that name in it. Ends with 1 and a line for each that is not so.
 */
const page = readFileSync(join(projectRoot, 'docs/security.md'), 'utf8')
const rows = [...page.matchAll(/^\| (V[\d.]+) +\| ([^|]*?) +\| ([^|]*?) +\| (.*?) +\|$/gm)].map(
  ([, id = '', , answer = '', heldBy = '']) => ({ id, answer, heldBy }),
)
const problems = [...wrongNumbers(), ...rows.flatMap(wrongRow)]
for (const problem of problems) console.error(`docs/security.md: ${problem}`)
const count = (wanted: string) => rows.filter(({ answer }) => answer === wanted).length
console.log(`${rows.length} requirements: ${count('yes')} yes, ${count('not applicable')} not applicable`)
process.exit(problems.length > 0 ? 1 : 0)

function wrongNumbers(): string[] {
  const ids = rows.map(({ id }) => id)
  return [
    ...levelOne.filter((id) => !ids.includes(id)).map((id) => `${id} is missing`),
    ...ids.filter((id) => !levelOne.includes(id)).map((id) => `${id} is none of level 1`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`),
  ]
}

function wrongRow({ id, answer, heldBy }: (typeof rows)[number]): string[] {
  if (answer === 'not applicable') return heldBy.length > 20 ? [] : [`${id} gives no reason`]
  if (answer !== 'yes') return [`${id} is “${answer}”, neither yes nor not applicable`]
  const evidence = [...heldBy.matchAll(/`([^`]+)`((?:[ ,]*“[^”]+”)*)/g)]
  if (evidence.length === 0) return [`${id} names nothing that holds it`]
  return evidence.flatMap(([, path = '', titles = '']) => {
    const file = join(projectRoot, path)
    if (!existsSync(file)) return [`${id} names ${path}, which is not there`]
    const missing = [...titles.matchAll(/“([^”]+)”/g)].filter(
      ([, title = '']) => !readFileSync(file, 'utf8').includes(title),
    )
    return missing.map(([, title]) => `${id} names “${title}”, which is not in ${path}`)
  })
}
