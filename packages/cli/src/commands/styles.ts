import { styles } from '@plotline/vectorizer'
import { readArguments } from '../arguments.ts'
import { recipeKeys } from '../flags/recipe-keys.ts'
import type { Io } from '../io.ts'
import { writeJson } from '../report.ts'

/** `plotline styles`: the ways of drawing, their presets, and every key that `--set` takes. */
export async function listStyles(args: readonly string[], io: Io): Promise<void> {
  const { values } = readArguments(args, [], { json: { type: 'boolean', default: false } })
  if (values.json) {
    const listed = styles.map(({ name, label, sentence, source, presets }) => ({
      name,
      label,
      sentence,
      source,
      presets,
    }))
    return writeJson(io, { styles: listed, keys: recipeKeys })
  }
  for (const { name, sentence, source, presets } of styles) {
    io.stdout.write(`${name.padEnd(12)}${sentence}\n${' '.repeat(12)}Source: ${source}\n`)
    if (presets.length > 0)
      io.stdout.write(`${' '.repeat(12)}Presets: ${presets.map((one) => one.name).join(', ')}\n`)
  }
  io.stdout.write(`\n--set takes: ${recipeKeys.join(' ')}\n`)
}
