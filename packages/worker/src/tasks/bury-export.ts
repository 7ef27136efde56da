import { exhaustedExport, failExport, type ServiceContext, type WriteMessage } from '@plotline/services'

/** A delivery that failed for the last time: its export ends as failed, if nothing else ended it. */
export async function buryExport(ctx: ServiceContext, { exportId }: WriteMessage): Promise<void> {
  const isEnded = await failExport(ctx, { exportId }, exhaustedExport)
  ctx.log('error', 'export.exhausted', { exportId, isEnded })
}
