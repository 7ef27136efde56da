import { asService } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { deadAfterMs } from './beat.ts'

/** Whether any worker has lately said that it lives. */
export async function isWorkerAlive(ctx: ServiceContext): Promise<boolean> {
  const worker = await asService(ctx.db, (tx) =>
    tx
      .selectFrom('workers')
      .select('id')
      .where('seen_at', '>', new Date(Date.now() - deadAfterMs))
      .limit(1)
      .executeTakeFirst(),
  )
  return worker !== undefined
}
