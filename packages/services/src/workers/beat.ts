import { asService } from '@plotline/db'
import type { ServiceContext } from '../context.ts'

export type WorkerPresence = {
  readonly id: string
  readonly concurrency: number
  /** The model that is warm, or null where isolation falls back to the classical method. */
  readonly model: string | null
  /** Where the model runs: `cpu`, `cuda`, `coreml`. */
  readonly provider: string | null
  /** The models that are registered with it to find edges, by name. */
  readonly edgeModels: readonly string[]
}

/** How often a worker says that it lives, and how old its last word may be before health calls it gone. */
export const beatMs = 5_000
export const deadAfterMs = 30_000

/** Says that this worker lives, and clears the rows of those that have long been silent. */
export async function beatWorker(ctx: ServiceContext, worker: WorkerPresence): Promise<void> {
  const now = new Date()
  const { id, concurrency, model, provider } = worker
  const edge_models = [...worker.edgeModels]
  await asService(ctx.db, async (tx) => {
    await tx
      .insertInto('workers')
      .values({ id, concurrency, model, provider, edge_models, started_at: now, seen_at: now })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ seen_at: now, model, provider, edge_models }),
      )
      .execute()
    await tx
      .deleteFrom('workers')
      .where('seen_at', '<', new Date(now.getTime() - 24 * 3_600_000))
      .execute()
  })
}

/** Takes the worker off the list when it stops in good order. */
export async function forgetWorker(ctx: ServiceContext, id: string): Promise<void> {
  await asService(ctx.db, (tx) => tx.deleteFrom('workers').where('id', '=', id).execute())
}
