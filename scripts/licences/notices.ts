import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Shipped } from './collect.ts'
import { lgplNotice } from './lgpl.ts'
import { judge } from './policy.ts'

export const noticesFile = 'THIRD-PARTY-NOTICES.md'

/**
 * What a packed package says of the work of others: the text of each licence whose code is in it, the names of what is
 * installed beside it, and of parts under the LGPL what they are and how they are exchanged. Throws for a licence that may
 * not ship, or that came without its text.
 */
export function thirdPartyNotices(
  name: string,
  { inside, beside }: { readonly inside: readonly Shipped[]; readonly beside: readonly Shipped[] },
): string {
  const refused = [...inside, ...beside].find(({ licence }) => judge(licence) === 'refused')
  if (refused) throw new Error(`${refused.name} is under ${refused.licence}: it may not ship with ${name}`)
  const parts = [
    `# Third-party notices of ${name}\n\n\`${name}\` itself is under Apache-2.0: see LICENSE.\n`,
    ...(inside.length > 0 ? ['## In this package\n', ...inside.map(licenceText)] : []),
    ...(beside.length > 0 ? [installedBeside(beside)] : []),
    ...exchangeables(beside),
  ]
  return parts.join('\n')
}

function licenceText(part: Shipped): string {
  const file = readdirSync(part.folder).find((one) => /^(licen[cs]e|copying)/i.test(one))
  if (!file) throw new Error(`${part.name} is bundled, and brings no text of its licence`)
  const text = readFileSync(join(part.folder, file), 'utf8').trimEnd()
  return `### ${part.name} ${part.version}, ${part.licence}\n\n\`\`\`\n${text}\n\`\`\`\n`
}

function installedBeside(parts: readonly Shipped[]): string {
  const lines = parts.map(({ name, version, licence }) => `- \`${name}\` ${version}, ${licence}`)
  return `## Installed beside it

None of it is in this package: the registry gives each as its makers have published it. Versions are those it was tried with.

${lines.join('\n')}
`
}

function exchangeables(parts: readonly Shipped[]): string[] {
  const lgpl = parts.filter(({ licence }) => judge(licence) === 'exchangeable')
  if (lgpl.length === 0) return []
  return [
    `## Parts under the LGPL

They are files of their own, used as they come, and may be exchanged for others. The text of the licence:
<https://www.gnu.org/licenses/lgpl-3.0.html>.
`,
    ...lgpl.map(lgplNotice),
  ]
}
