import type { PgBoss } from 'pg-boss'
import { type DrawMessage, lanesOf } from './queues.ts'

export type DrawDelivery = { readonly data: DrawMessage; readonly signal: AbortSignal }

/** Takes deliveries from `draw` on all lanes of a worker, one at a time on each, until `boss` stops. */
export async function takeDrawings(
  boss: PgBoss,
  concurrency: number,
  onDraw: (delivery: DrawDelivery) => Promise<void>,
): Promise<void> {
  for (const lane of lanesOf(concurrency)) {
    await boss.work<DrawMessage>('draw', lane, async (deliveries) => {
      for (const delivery of deliveries) await onDraw(delivery)
    })
  }
}
