import type { Recipe } from './recipe.ts'
import type { ParametersOf, Style } from './style.ts'
import { parameterKeysOf, type StyleName, styleOf } from './styles.ts'
import { type StageName, stageNames } from './types.ts'

/** What a recipe sets for this style. */
export function parametersOf(recipe: Recipe, name: StyleName): ParametersOf<Style['parameters']> {
  return Object.fromEntries(parameterKeysOf(name).map((key) => [key, recipe[key]]))
}

/** The style of its own that a recipe gives the background; null where it has none. */
export function groundStyleOf({ isolate }: Recipe): StyleName | null {
  return isolate.mode !== 'off' && isolate.background === 'style' ? isolate.backgroundStyle : null
}

/** Whether the recipe draws lines where a network finds edges: `vectorize` is then to be given what it found. */
export function needsEdges(recipe: Recipe): boolean {
  const names = [recipe.style, groundStyleOf(recipe)]
  const drawsLines = names.some((name) => name !== null && parameterKeysOf(name).includes('lines'))
  return drawsLines && recipe.lines.detector === 'learned'
}

/** The stages of the recipe's style, and of its background's. */
export function styleStagesOf(recipe: Recipe): ReadonlySet<StageName> {
  const ground = groundStyleOf(recipe)
  return new Set([...styleOf(recipe.style).stages, ...(ground ? styleOf(ground).stages : [])])
}

/** The stages this recipe goes through, in order. The job's stage rows are made from it. */
export function stagesOf(recipe: Recipe): StageName[] {
  const own = styleStagesOf(recipe)
  return stageNames.filter((stage) => {
    if (stage === 'isolate') return recipe.isolate.mode !== 'off'
    if (stage === 'detect') return needsEdges(recipe)
    return !styleStages.includes(stage) || own.has(stage)
  })
}

const styleStages: readonly StageName[] = ['edges', 'trace', 'fill']
