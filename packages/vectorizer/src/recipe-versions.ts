import { z } from 'zod'
import { recipeSchema } from './recipe.ts'

type Tree = Readonly<Record<string, unknown>>
type Upgrades = Readonly<Record<number, (recipe: Tree) => Tree>>

/**
 * What makes a recipe of each older version one of the version after it. Whoever renames, moves or drops a parameter
 * raises `version` in `recipe.ts`, adds the step here and a recipe of the version before to the tests.
 */
const upgrades: Upgrades = {}

/**
 * A recipe of any version as one of today's; what is no recipe, or says no version, as it is. The steps are for tests to
 * give.
 */
export function upgradeRecipe(recipe: unknown, steps: Upgrades = upgrades): unknown {
  let tree = recipe
  while (isTree(tree) && typeof tree.version === 'number' && Object.hasOwn(steps, tree.version)) {
    const { version } = tree
    tree = { ...steps[version](tree), version: version + 1 }
  }
  return tree
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Recipes as they were stored, kept or sent, of whatever version: `recipeSchema` after the upgrade. */
export const storedRecipeSchema = z.preprocess((recipe) => upgradeRecipe(recipe), recipeSchema)
