import { asService, type Tx } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import { capsFlagSchema } from '../flags/flags.ts'
import { readFlag } from '../flags/read.ts'
import type { Tier } from '../queue/queues.ts'
import { type Cap, caps } from './caps.ts'

/** A person's tier and their cap of one thing. For a transaction of the service: people do not see flags. */
export async function readCap(
  ctx: ServiceContext,
  tx: Tx,
  { userId }: Actor,
  cap: Cap,
): Promise<{ tier: Tier; cap: number }> {
  const user = await tx.selectFrom('users').select('tier').where('id', '=', userId).executeTakeFirst()
  const tier = user?.tier ?? 'free'
  const flag = await readFlag(tx, 'caps', capsFlagSchema, ctx.log)
  return { tier, cap: flag?.[cap]?.[tier] ?? caps[cap][tier] }
}

/** A person's cap of one thing; the table's own where it cannot be read, so that a cap never fails a request. */
export async function findCap(ctx: ServiceContext, actor: Actor, cap: Cap): Promise<number> {
  try {
    return (await asService(ctx.db, (tx) => readCap(ctx, tx, actor, cap))).cap
  } catch (error) {
    ctx.log('error', 'caps.unavailable', { cap, message: String(error) })
    return caps[cap].free
  }
}
