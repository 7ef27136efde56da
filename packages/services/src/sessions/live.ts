import { asService, findLiveSessions } from '@plotline/db'
import type { ServiceContext } from '../context.ts'

/** Those of these sessions that have not ended, each with its owner. An id that cannot be one is of none. */
export function liveSessions(ctx: ServiceContext, ids: readonly string[]): Promise<Map<string, string>> {
  const plain = ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
  return asService(ctx.db, (tx) => findLiveSessions(tx, plain))
}
