import { asService } from '@plotline/db'
import { needsEdges, type Recipe } from '@plotline/vectorizer'
import type { ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { isAlive } from './beat.ts'

/** The names of the edges models that are registered with a worker that lives; the detector `learned` runs one of them. */
export async function listEdgeModels(ctx: ServiceContext): Promise<string[]> {
  const rows = await asService(ctx.db, (tx) =>
    tx.selectFrom('workers').select('edge_models').where(isAlive).orderBy('started_at').execute(),
  )
  return [...new Set(rows.flatMap(({ edge_models }) => edge_models))]
}

/** Throws `model_missing` for a recipe that needs an edges model where no worker has it. */
export async function checkEdgeModel(ctx: ServiceContext, recipe: Recipe): Promise<void> {
  if (!needsEdges(recipe)) return
  const { edgeModel } = recipe.lines
  const known = await listEdgeModels(ctx)
  if (edgeModel === undefined ? known.length > 0 : known.includes(edgeModel)) return
  const missing =
    known.length === 0
      ? 'The detector learned needs a model that finds edges, and none is registered here.'
      : `There is no model "${edgeModel}" that finds edges here; there is ${known.join(', ')}.`
  const path = known.length === 0 ? 'recipe.lines.detector' : 'recipe.lines.edgeModel'
  throw new DomainError('model_missing', `${missing} Choose canny, flow or xdog. Nothing was charged.`, [
    { path, message: missing },
  ])
}
