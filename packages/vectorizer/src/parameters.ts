import { z } from 'zod'
import { recipeSchema } from './recipe.ts'

/** As much of a parameter's JSON Schema as fields, flags and docs are made from. A group has `properties`. */
export type Parameter = {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
  readonly items?: Parameter
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Parameter>>
}

let parameters: Readonly<Record<string, Parameter>> | undefined

/** What can be set in a recipe, by its keys, as the schema says it: made once, when first asked for. */
export function recipeParameters(): Readonly<Record<string, Parameter>> {
  parameters ??= (z.toJSONSchema(recipeSchema) as Parameter).properties ?? {}
  return parameters
}
