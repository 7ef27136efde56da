import { ownDeviceSchema } from '@plotline/services/contract'
import type { Device } from '@plotline/strokes'
import { plainMessage } from './plain-message.ts'

/** What a machine of this label is called in files and addresses: "Anna’s desk" -> "annas-desk", and one that is free. */
export function nameFor(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9\s-]/g, '')
  const stem =
    plain
      .match(/[a-z0-9]+/g)
      ?.join('-')
      .slice(0, 50)
      .replace(/-$/, '') ?? 'machine'
  for (let i = 1; ; i++) {
    const name = i === 1 ? stem : `${stem}-${i}`
    if (!taken.includes(name)) return name
  }
}

/** A copy to change, named as one's own. */
export function copyOf(device: Device, taken: readonly string[]): Device {
  const label = `My ${device.label}`.slice(0, 60)
  return { ...device, label, name: nameFor(label, taken) }
}

export type DraftProblem = { readonly path: string; readonly message: string }

/** The machine as it is to be kept, without lines that say nothing, or what is wrong with it, by path. */
export function checkDraft(draft: Device): { device: Device } | { problems: DraftProblem[] } {
  const parsed = ownDeviceSchema.safeParse(withoutEmptyLines(draft), { reportInput: true })
  if (parsed.success) return { device: parsed.data }
  return {
    problems: parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: plainMessage(issue),
    })),
  }
}

/** What is wrong at a path or within it, as words for its field: in a list of lines, with the line. */
export function problemAt(problems: readonly DraftProblem[], path: string): string | undefined {
  const found = problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
  if (!found) return undefined
  const line = found.path.slice(path.length + 1)
  return /^\d+$/.test(line) ? `Line ${Number(line) + 1}: ${found.message}` : found.message
}

function withoutEmptyLines(draft: Device): Device {
  const { dialect } = draft
  const filled = (lines: readonly string[]) => lines.filter((line) => line.trim() !== '')
  if (dialect.format === 'hpgl') {
    const { start, penChange, end, ...others } = dialect
    const given = Object.entries({ start, penChange, end }).flatMap(([key, lines = []]) =>
      filled(lines).length > 0 ? [[key, filled(lines)]] : [],
    )
    return { ...draft, dialect: { ...others, ...Object.fromEntries(given) } }
  }
  if (dialect.format !== 'gcode') return draft
  const { start, penUp, penDown, penChange, end } = dialect
  return {
    ...draft,
    dialect: {
      ...dialect,
      start: filled(start),
      penUp: filled(penUp),
      penDown: filled(penDown),
      penChange: filled(penChange),
      end: filled(end),
    },
  }
}
