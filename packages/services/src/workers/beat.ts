import { asService, isNameHeld } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { hoursFromNow, now } from '../database-time.ts'

export type WorkerPresence = {
  readonly id: string
  readonly concurrency: number
  /** The model that is warm, or null where isolation falls back to the classical method. */
  readonly model: string | null
  /** Where the model runs: `cpu`, `cuda`, `coreml`. */
  readonly provider: string | null
  /** The models that are registered with it to find edges, by name. */
  readonly edgeModels: readonly string[]
  /** The jobs and exports whose deliveries it holds now; unset where it does not say. */
  readonly jobs?: readonly string[]
}

/** How often a worker says that it lives. */
export const beatMs = 1_000
/** A worker that is silent this long loses its jobs, whatever still stands of it: it is frozen, or its machine is gone. */
const frozenSeconds = 10
/** One whose name nobody holds is a process that ended; a cut connection is made again sooner than this. */
const endedSeconds = 3

/** Whether a worker's row says that it lives: what people are told, so a moment's silence is none. */
export const isAlive = sql<boolean>`seen_at > now() - interval '30 seconds'`

/** Whether a worker may keep the deliveries that it holds. */
export const keepsJobs = sql<boolean>`seen_at > now() - make_interval(secs => ${sql.lit(frozenSeconds)})
  and (seen_at > now() - make_interval(secs => ${sql.lit(endedSeconds)}) or ${isNameHeld(sql.ref('id'))})`

/** Says that this worker lives, and clears the rows of those that have long been silent. */
export async function beatWorker(ctx: ServiceContext, worker: WorkerPresence): Promise<void> {
  const { id, concurrency, model, provider } = worker
  const edge_models = [...worker.edgeModels]
  const jobs = worker.jobs ? [...worker.jobs] : null
  await asService(ctx.db, async (tx) => {
    await tx
      .insertInto('workers')
      .values({ id, concurrency, model, provider, edge_models, jobs })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ seen_at: now, model, provider, edge_models, jobs }),
      )
      .execute()
    await tx.deleteFrom('workers').where('seen_at', '<', hoursFromNow(-24)).execute()
  })
}

/** Takes the worker off the list when it stops in good order. */
export async function forgetWorker(ctx: ServiceContext, id: string): Promise<void> {
  await asService(ctx.db, (tx) => tx.deleteFrom('workers').where('id', '=', id).execute())
}
