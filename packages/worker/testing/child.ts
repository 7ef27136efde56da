import { startWorker, type WorkerValues } from '../src/start.ts'

/** A worker in a process of its own, for tests that kill it: values come as the first message, log lines go back. */
process.once('message', async (values: WorkerValues) => {
  const worker = await startWorker({
    ...values,
    log: (level, event, fields) => process.send?.({ level, event, fields }),
  })
  process.send?.({ level: 'info', event: 'ready', fields: { worker: worker.id } })
})
