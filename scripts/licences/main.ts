import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { models } from '../../packages/imaging/src/models/manifest.ts'
import { projectRoot } from '../start/processes.ts'
import { collectShipped, type Shipped } from './collect.ts'
import { lgplNotice } from './lgpl.ts'
import { noticesFile } from './notices.ts'
import { judge } from './policy.ts'

/**
 * `npm run licences` writes docs/licences.md; with `--check` it only looks whether that is what ships. Ends with 1 for a
 * licence that may not ship, or that is not known.
 */
const shippedFrom = ['apps/web', 'packages/worker', 'packages/cli', 'packages/local']
/** Networks that nobody gets who does not ask for them, and that we pass on to nobody, with what to know of them. */
const fetchedByNameOnly: Readonly<Record<string, string>> = {
  silueta: 'fetched only where somebody names it; ask its makers before you pass it on',
}
const file = join(projectRoot, 'docs/licences.md')

const parts = collectShipped(shippedFrom.map((folder) => join(projectRoot, folder)))
const refused = [
  ...parts.map(({ name, licence }) => ({ name, licence })),
  ...models
    .filter(({ name }) => !(name in fetchedByNameOnly))
    .map(({ name, license }) => ({ name: `the model ${name}`, licence: license })),
].filter(({ licence }) => judge(licence) === 'refused')
if (refused.length > 0) {
  const lines = refused.map(({ name, licence }) => `  ${name}: ${licence}`)
  console.error(`These may not ship with Plotline (scripts/licences/policy.ts):\n${lines.join('\n')}`)
  process.exit(1)
}
const text = page(parts)
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/licences.md is not what ships. Write it anew: npm run licences')
  process.exit(1)
}

function page(all: readonly Shipped[]): string {
  const isFont = ({ name }: Shipped) => name.startsWith('@fontsource')
  const packages = all.filter((part) => !isFont(part))
  const lgpl = packages.filter(({ licence }) => judge(licence) === 'exchangeable')
  return `# Licences of what ships

<!-- Made by \`npm run licences\`; \`npm test -- licences\` compares. -->

Plotline itself is under [Apache-2.0](../LICENSE). This page lists what comes along with it: the packages that web, worker,
command line and embedded backend need to run, the fonts of the pages, and the networks that a worker fetches. Each package
brings the text of its licence, in its folder under \`node_modules\`. Nothing under the GPL, the AGPL or an unknown licence
ships; a check fails where something would.

What is packed for strangers brings \`${noticesFile}\`, made with it: the texts of the licences of what is bundled, the names of
what is installed beside it, and the section below of each part under the LGPL that it depends on.

## Parts under the LGPL

They are files of their own, used as they come, changed by nobody here, and may be exchanged for others. The text of the
licence: <https://www.gnu.org/licenses/lgpl-3.0.html>.

${lgpl.map(lgplNotice).join('\n')}
## Packages

${byLicence(packages)}

## Fonts

${byLicence(all.filter(isFont))}

## Networks

None is part of a package or an image: a worker fetches the one it is set to from where its makers have put it.

${models.map(aboutModel).join('\n')}

## Node

The images hold Node 24 (MIT, with the licences of its parts in its own \`LICENSE\`), the embedded backend PostgreSQL 17
(PostgreSQL licence).
`
}

function aboutModel({ name, label, license, url }: (typeof models)[number]): string {
  const from = url ? `; <${url}>` : '; made here, laid there by hand'
  const known = fetchedByNameOnly[name]
  return `- \`${name}\`, ${label}: ${license}${known ? ` (${known})` : ''}${from}`
}

function byLicence(list: readonly Shipped[]): string {
  const licences = [...new Set(list.map(({ licence }) => licence))].sort()
  return licences
    .map((licence) => {
      const names = list.filter((part) => part.licence === licence).map(({ name }) => `\`${name}\``)
      return `**${licence}** (${names.length}): ${names.join(', ')}`
    })
    .join('\n\n')
}
