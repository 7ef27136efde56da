import { setTimeout as pause } from 'node:timers/promises'
import { afterAll } from 'vitest'
import type { ServiceContext } from '../src/context.ts'
import { DomainError } from '../src/error.ts'
import { failExport } from '../src/exports/fail.ts'
import { exportFailureSchema } from '../src/exports/failures.ts'
import { renderExport } from '../src/exports/render.ts'
import { startExport } from '../src/exports/start.ts'
import { storeExport } from '../src/exports/store.ts'
import type { Bucket } from '../src/storage/kinds.ts'

/** Does a worker's part of one export in the test's own process: really written, really stored. */
export async function writeExport(ctx: ServiceContext, exportId: string): Promise<void> {
  const claim = await startExport(ctx, exportId)
  if (!claim) return
  try {
    const { bucket, path } = claim.drawing ?? {}
    const drawing = bucket && path ? await ctx.storage.download(bucket as Bucket, path) : null
    if (!drawing) throw new DomainError('gone')
    await storeExport(ctx, claim, renderExport(drawing, claim.request, claim))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    await failExport(ctx, claim, { code: exportFailureSchema.parse(error.code), sentence: error.message })
  }
}

/** Writes whatever is asked for from now on, one after the other, to the end of the file's tests. */
export function serveExports(ctx: ServiceContext): void {
  let isOver = false
  const serving = (async () => {
    while (!isOver) {
      const waiting = await ctx.db
        .selectFrom('exports')
        .select('id')
        .where('status', '=', 'pending')
        .execute()
      for (const { id } of waiting) await writeExport(ctx, id)
      await pause(20)
    }
  })()
  afterAll(async () => {
    isOver = true
    await serving
  })
}
