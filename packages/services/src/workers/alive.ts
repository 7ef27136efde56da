import { asService } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { isAlive } from './beat.ts'

/** Whether any worker has lately said that it lives. */
export async function isWorkerAlive(ctx: ServiceContext): Promise<boolean> {
  const worker = await asService(ctx.db, (tx) =>
    tx.selectFrom('workers').select('id').where(isAlive).limit(1).executeTakeFirst(),
  )
  return worker !== undefined
}
