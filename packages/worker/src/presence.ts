import { holdName } from '@plotline/db'
import {
  beatMs,
  beatWorker,
  forgetWorker,
  handBackLost,
  type ServiceContext,
  type WorkerPresence,
} from '@plotline/services'

/** Whoever comes back from an outage lets the others say that they live before it takes them for dead. */
const graceMs = 2_000

/**
 * Says at once and then every second that the worker lives and what it holds, and looks after what others have lost;
 * stops saying so, and signs off, on `close`. `read` answers what is to be said now.
 */
export async function keepPresence(ctx: ServiceContext, read: () => WorkerPresence) {
  const { id } = read()
  const warn = (event: string) => (error: unknown) => ctx.log('warn', event, { message: String(error) })
  const name = await holdName({ url: ctx.databaseUrl, name: id, onError: warn('worker.name_lost') })
  let saidAt = performance.now()
  let judgesFrom = saidAt + graceMs

  const beat = async () => {
    await beatWorker(ctx, read())
    const at = performance.now()
    if (at - saidAt > graceMs) judgesFrom = at + graceMs
    saidAt = at
    if (at < judgesFrom) return
    const { back, ended } = await handBackLost(ctx)
    if (back.length > 0) ctx.log('warn', 'jobs.handed_back', { jobs: back })
    if (ended.length > 0) ctx.log('error', 'jobs.lost', { jobs: ended })
  }

  try {
    await beatWorker(ctx, read())
  } catch (error) {
    await name.close()
    throw error
  }
  let beating: Promise<void> | null = null
  const timer = setInterval(() => {
    beating ??= beat()
      .catch(warn('worker.beat_failed'))
      .finally(() => {
        beating = null
      })
  }, beatMs)
  return {
    async close() {
      clearInterval(timer)
      await beating
      await name.close()
      await forgetWorker(ctx, id).catch(() => {})
    },
  }
}
