import { type Recipe, storedRecipeSchema, styles } from '@plotline/vectorizer'
import { readChoice, readPaper, readWhole } from '../arguments.ts'
import { firstIssue, UsageError } from '../errors.ts'
import { readInput } from '../files.ts'
import { readSetting } from './recipe-keys.ts'

export type RecipeFlags = {
  readonly recipe?: string
  readonly style?: string
  readonly preset?: string
  readonly paper?: string
  readonly seed?: string
  readonly set?: readonly string[]
}

type Tree = { [key: string]: unknown }

/** The recipe that the flags ask for: a file, or a style's preset, then single flags, then `--set`, later ones winning. */
export async function recipeFrom(flags: RecipeFlags): Promise<Recipe> {
  const tree: Tree = {}
  if (flags.recipe !== undefined)
    merge(tree, checked(await readRecipeFile(flags.recipe), `--recipe ${flags.recipe}`))
  if (flags.style !== undefined) {
    tree.style = readChoice(
      '--style',
      flags.style,
      styles.map(({ name }) => name),
    )
  }
  if (flags.preset !== undefined) merge(tree, presetOf(flags.preset, tree.style))
  if (flags.paper !== undefined) merge(tree, { page: { paper: readPaper('--paper', flags.paper) } })
  if (flags.seed !== undefined) tree.seed = readWhole('--seed', flags.seed, 0, 4294967295)
  for (const text of flags.set ?? []) {
    const { path, value } = readSetting(text)
    merge(tree, path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Tree)
    checked(tree, `--set ${text}`)
  }
  return checked(tree, 'The recipe')
}

async function readRecipeFile(file: string): Promise<unknown> {
  const text = (await readInput(file)).toString('utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`--recipe ${file}: this is not JSON`, { cause })
  }
}

function presetOf(name: string, styleName: unknown): Tree {
  const offered = styles.filter((style) => styleName === undefined || style.name === styleName)
  const presets = offered.flatMap((style) =>
    style.presets.map((preset) => ({ ...preset, style: style.name })),
  )
  const found = readChoice(
    '--preset',
    name,
    presets.map((preset) => preset.name),
  )
  const preset = presets.find((one) => one.name === found)
  return { ...preset?.recipe, style: preset?.style }
}

function checked(tree: unknown, where: string): Recipe {
  const parsed = storedRecipeSchema.safeParse(tree)
  if (parsed.success) return parsed.data
  throw new UsageError(`${where}: ${firstIssue(parsed.error)}`)
}

/** Lays `from` over `into`, group by group; lists are replaced. */
function merge(into: Tree, from: object): void {
  for (const [key, value] of Object.entries(from)) {
    const present = into[key]
    if (isTree(value) && isTree(present)) merge(present, value)
    else into[key] = isTree(value) ? structuredClone(value) : value
  }
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
