import { randomUUID } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
import {
  closeServiceContext,
  createServiceContext,
  type DrawMessage,
  type Log,
  lanesCount,
  type PaymentsValues,
  type ServiceContext,
  takeDrawings,
  type WriteMessage,
  writeWork,
} from '@plotline/services'
import { createClaims } from './draw/claims.ts'
import { createHeldJobs } from './draw/held.ts'
import { findEdgeModels, keepModelWarm, type ModelOptions } from './models.ts'
import { keepPresence } from './presence.ts'
import { bury } from './tasks/bury.ts'
import { buryExport } from './tasks/bury-export.ts'
import { draw } from './tasks/draw.ts'
import { expire } from './tasks/expire.ts'
import { reconcile } from './tasks/reconcile.ts'
import { sweep } from './tasks/sweep.ts'
import { write } from './tasks/write.ts'
import { createDrawThreads, createWriteThreads } from './threads/pool.ts'

export type WorkerValues = {
  readonly databaseUrl: string
  readonly supabaseUrl: string
  readonly secretKey: string
  readonly siteUrl: string
  readonly payments?: PaymentsValues
  /** Drawings at once, as many as there are CPUs where unset; a lane or more beside them takes short ones alone. */
  readonly concurrency?: number
  /** Folder of the models (the imaging package's own place where unset), and whether a missing one is fetched. */
  readonly models?: ModelOptions
  /** How long `stop` lets running jobs end before it hands them back. Default 45 s. */
  readonly shutdownMs?: number
  /** How long a query may take; the database's own limit where unset. */
  readonly queryMs?: number
  readonly log?: Log
}

export type RunningWorker = {
  readonly id: string
  readonly concurrency: number
  /** The model that is warm now, or null. */
  readonly model: () => string | null
  /** How many jobs are being drawn now. */
  readonly running: () => number
  /** Takes no more deliveries, lets running jobs end, hands back those that take too long, closes everything. */
  readonly stop: () => Promise<void>
}

/** Starts taking deliveries; resolves when it does. The queue must have been installed. */
export async function startWorker(values: WorkerValues): Promise<RunningWorker> {
  const { shutdownMs = 45_000, models = {} } = values
  const concurrency = values.concurrency ?? availableParallelism()
  const lanes = lanesCount(concurrency)
  const ctx = await createServiceContext({
    ...values,
    queueRole: 'worker',
    maxConnections: Math.max(5, 2 * lanes + concurrency + 2),
  })
  const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const threads = createDrawThreads(lanes)
  const writerLanes = writersFor(concurrency)
  const writers = createWriteThreads(writerLanes)
  const claims = createClaims(ctx)
  const jobs = new Set<Promise<void>>()
  const files = new Set<Promise<void>>()
  const held = createHeldJobs()
  let isStopping = false
  const opened: (() => unknown)[] = []
  try {
    const warmth = await keepModelWarm({ models, log: ctx.log })
    opened.push(warmth.close)
    const edgeModels = await findEdgeModels({ models, log: ctx.log })
    const presence = await keepPresence(ctx, () => ({
      id,
      concurrency,
      ...warmth.read(),
      edgeModels,
      jobs: held.list(),
    }))
    opened.push(presence.close)
    const tools = { ctx, threads, claims, models, isStopping: () => isStopping, onModelUsed: warmth.look }
    await takeDeliveries(ctx, {
      draw: {
        lanes: concurrency,
        take: (delivery) =>
          track(
            jobs,
            held.during(delivery.data.jobId, () => draw(tools, delivery)),
          ),
      },
      write: {
        lanes: writerLanes,
        take: (delivery) =>
          track(
            files,
            held.during(delivery.data.exportId, () => write({ ctx, writers }, delivery)),
          ),
      },
    })
    ctx.log('info', 'worker.started', { worker: id, concurrency, ...warmth.read(), edgeModels })
    return {
      id,
      concurrency,
      model: () => warmth.read().model,
      running: () => jobs.size,
      async stop() {
        isStopping = true
        await ctx.queue.boss.stop({ graceful: true, timeout: shutdownMs })
        await Promise.all([threads.close(), writers.close()])
        await Promise.allSettled([...jobs, ...files])
        claims.close()
        held.close()
        warmth.close()
        await presence.close()
        await closeServiceContext(ctx)
      },
    }
  } catch (error) {
    for (const close of opened.reverse()) await close()
    claims.close()
    await Promise.all([threads.close(), writers.close()])
    await closeServiceContext(ctx)
    throw error
  }
}

/** Files are written beside drawings, by half as many threads: each is seconds, and somebody waits for it. */
function writersFor(concurrency: number): number {
  return Math.max(1, Math.floor(concurrency / 2))
}

type Lane<Message> = {
  /** How many deliveries at once. */
  readonly lanes: number
  readonly take: (delivery: { readonly data: Message; readonly signal: AbortSignal }) => Promise<void>
}

async function takeDeliveries(
  ctx: ServiceContext,
  lanes: { draw: Lane<DrawMessage>; write: Lane<WriteMessage> },
): Promise<void> {
  const { boss } = ctx.queue
  const one = async <T>(deliveries: readonly T[], work: (delivery: T) => Promise<void>) => {
    for (const delivery of deliveries) await work(delivery)
  }
  await takeDrawings(boss, lanes.draw.lanes, lanes.draw.take)
  await boss.work<WriteMessage>(
    'write',
    { ...writeWork, localConcurrency: lanes.write.lanes },
    (deliveries) => one(deliveries, lanes.write.take),
  )
  // The rest has time; the fewer idle questions the better.
  const calm = { pollingIntervalSeconds: 5 }
  await boss.work<DrawMessage>('draw-dead', calm, (deliveries) =>
    one(deliveries, ({ data }) => bury(ctx, data)),
  )
  await boss.work<WriteMessage>('write-dead', calm, (deliveries) =>
    one(deliveries, ({ data }) => buryExport(ctx, data)),
  )
  await boss.work('expire', calm, (deliveries) => one(deliveries, ({ signal }) => expire(ctx, signal)))
  await boss.work('sweep', calm, (deliveries) => one(deliveries, ({ signal }) => sweep(ctx, signal)))
  await boss.work('reconcile', calm, (deliveries) => one(deliveries, () => reconcile(ctx)))
}

function track(jobs: Set<Promise<void>>, job: Promise<void>): Promise<void> {
  jobs.add(job)
  const forget = () => jobs.delete(job)
  job.then(forget, forget)
  return job
}
