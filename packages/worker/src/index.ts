/** The worker: takes deliveries from the queue, draws, and keeps house. `main.ts` is its process. */
export { envSchema } from './env.ts'
export { type RunningWorker, startWorker, type WorkerValues } from './start.ts'
