import {
  type Parameter,
  parameterKeysOf,
  recipeParameters,
  type StyleName,
  styles,
} from '@plotline/vectorizer'

/** The picture of a style's presets, from docs/. */
export const pictureOf = (style: string) => `styles/${style}.webp`

/** docs/styles.md: every style, where it comes from, its presets and what can be set, from the schemas themselves. */
export function styleMarkdown(): string {
  const properties = recipeParameters()
  const shared = ['knobs', 'isolate', 'tone', 'separation', 'plan', 'page', 'seed', 'workingPx'].filter(
    (key) => key in properties,
  )
  const sections = styles.map(({ name, label, sentence, source, presets }) => {
    const keys = parameterKeysOf(name as StyleName)
    return [
      `## ${label}`,
      `\`--style ${name}\`. ${sentence}`,
      `After: ${source}.`,
      `![${presets.map(({ label }) => label).join(', ')}](${pictureOf(name)})`,
      `Presets, from left to right: ${presets.map((preset) => `\`${preset.name}\` (${preset.label})`).join(', ')}.`,
      keys.flatMap((key) => linesOf(key, properties[key])).join('\n'),
    ].join('\n\n')
  })
  return `${[
    '# Styles',
    '<!-- Made by `npm run docs`; a test keeps it so. -->',
    'The drawings are of one photo, on A5, at the true width of the pen; `node packages/cli/scripts/style-pictures.ts` makes them.',
    '![The photo](../apps/web/public/landing/still-life-640.webp)',
    'Every key can be given as `--set key=value`, in a recipe file, and in the studio under Advanced. What is not given is picked from the picture, the pen and the four knobs.',
    ...sections,
    '## All styles',
    shared.flatMap((key) => linesOf(key, properties[key])).join('\n'),
    pensText,
  ].join('\n\n')}\n`
}

/** The table of the styles in the README of the engine, between its heading and what follows it. */
export function withStyleTable(readme: string): string {
  const rows = styles.map(({ name, sentence, source }) => [
    `\`${name}\``,
    sentence.replace(/\.$/, ''),
    source,
  ])
  const head = ['style', 'what it does', 'from']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const rowOf = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  const table = [rowOf(head), rowOf(['', '', ''], '-'), ...rows.map((row) => rowOf(row))].join('\n')
  return readme.replace(/(?<=\n## Styles\n\n)(\|.*\n)+/, () => `${table}\n`)
}

const pensText =
  'Pens are a list in a recipe file: `"pens": [{ "name": "Red", "color": "#c00000", "widthMm": 0.5 }]`, one to twelve of them. The first draws all unless `separation.mode` shares the picture among them.'

function linesOf(key: string, parameter: Parameter | undefined): string[] {
  if (!parameter?.properties) return parameter ? [lineOf(key, parameter)] : []
  return Object.entries(parameter.properties).flatMap(([name, own]) => linesOf(`${key}.${name}`, own))
}

function lineOf(
  key: string,
  { type, description, minimum, maximum, default: usual, ...rest }: Parameter,
): string {
  const range = minimum !== undefined && maximum !== undefined ? `, ${minimum} to ${maximum}` : ''
  const kind = rest.enum
    ? rest.enum.map((choice) => `\`${choice}\``).join(' or ')
    : `${type ?? 'value'}${range}`
  const said = description ? `: ${description}` : ''
  const given = usual !== undefined && typeof usual !== 'object' ? `; \`${usual}\` unless given` : ''
  return `- \`${key}\` (${kind}${given})${said}`
}
