import type { Stroke } from '@plotline/strokes'
import type { Recipe } from '../src/recipe.ts'
import { parametersOf } from '../src/recipe-styles.ts'
import { createRun } from '../src/run.ts'
import type { Scene } from '../src/style.ts'
import { styleOf } from '../src/styles.ts'
import { askedBy } from './scenes.ts'

/** What the recipe's style draws from a scene, asked for as the recipe says; nothing is planned. */
export function drawStyle(scene: Scene, recipe: Recipe, run = createRun()): Promise<Stroke[]> {
  const parameters = parametersOf(recipe, recipe.style)
  return styleOf(recipe.style).draw({ ...scene, ...askedBy(recipe) }, parameters, recipe.pens, run)
}
