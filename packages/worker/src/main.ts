import { constants, setPriority } from 'node:os'
import { installQueue } from '@plotline/services'
import { pino } from 'pino'
import { readEnv } from './env.ts'
import { startWorker, type WorkerValues } from './start.ts'
import { untilReachable } from './until-reachable.ts'

/** The worker process: reads the environment, brings the queue up to date, starts, says so, and stops in good order when asked. */
async function main(): Promise<void> {
  giveWay()
  const env = readEnv()
  const logger = pino({ name: 'worker', level: env.LOG_LEVEL, base: null })
  const onWait = (error: unknown) => logger.warn({ event: 'waiting_for_database', message: String(error) })
  await untilReachable(() => installQueue(env.DATABASE_URL), { onWait })
  const values: WorkerValues = {
    databaseUrl: env.DATABASE_URL,
    supabaseUrl: env.SUPABASE_URL,
    secretKey: env.SUPABASE_SECRET_KEY,
    siteUrl: env.SITE_URL,
    payments:
      env.STRIPE_SECRET_KEY && env.STRIPE_WEBHOOK_SECRET
        ? {
            secretKey: env.STRIPE_SECRET_KEY,
            webhookSecret: env.STRIPE_WEBHOOK_SECRET,
            apiBase: env.STRIPE_API_BASE,
          }
        : undefined,
    concurrency: env.WORKER_CONCURRENCY,
    models: { modelsDir: env.PLOTLINE_MODELS },
    log: (level, event, fields) => logger[level]({ event, ...fields }),
  }
  const worker = await untilReachable(() => startWorker(values), { onWait })

  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    logger.info({ event: 'stopping', signal, running: worker.running() })
    try {
      await worker.stop()
      process.exit(0)
    } catch (error) {
      logger.error({ event: 'stop_failed', message: String(error) })
      process.exit(1)
    }
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))

  // Whoever started this process waits for this line, whatever the log level is.
  const { id, concurrency } = worker
  process.stdout.write(
    `${JSON.stringify({ event: 'ready', worker: id, concurrency, model: worker.model() })}\n`,
  )
}

/**
 * Threads begun from here on give way to whoever answers people: a web that is started again beside drawings on every
 * core would else take several times as long.
 */
function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where that is not allowed, it is only slower.
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The worker did not start. ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
})
