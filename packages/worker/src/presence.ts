import {
  beatMs,
  beatWorker,
  forgetWorker,
  type ServiceContext,
  type WorkerPresence,
} from '@plotline/services'

/** Says at once and then every few seconds that the worker lives; stops saying so, and signs off, on `close`. */
export async function keepPresence(ctx: ServiceContext, presence: WorkerPresence) {
  await beatWorker(ctx, presence)
  let beating: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    beating = beatWorker(ctx, presence).catch((error: unknown) => {
      ctx.log('warn', 'worker.beat_failed', { message: String(error) })
    })
  }, beatMs)
  return {
    async close() {
      clearInterval(timer)
      await beating
      await forgetWorker(ctx, presence.id).catch(() => {})
    },
  }
}
