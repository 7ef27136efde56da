import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerModel, sobelNetwork } from '@plotline/imaging/testing'
import { getJob, type Log } from '@plotline/services'
import { createTestContext, ledgerOf, order, until } from '@plotline/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readyFiles } from '../testing/index.ts'
import { findEdgeModels } from './models.ts'
import { type RunningWorker, startWorker } from './start.ts'

const learned = (edgeModel?: string) =>
  ({ style: 'lines', lines: { detector: 'learned', edgeModel } }) as const

let test: Awaited<ReturnType<typeof createTestContext>>
let worker: RunningWorker
let folder: string
beforeAll(async () => {
  test = await createTestContext()
  folder = await mkdtemp(join(tmpdir(), 'plotline-worker-models-'))
  await registerModel(folder, 'sobel', sobelNetwork({ stride: 16 }))
  await registerModel(folder, 'odd', sobelNetwork({ channels: 1 }))
  await registerModel(folder, 'absent', sobelNetwork())
  await rm(join(folder, 'absent.onnx'))
  const log: Log = (level, event, fields) => test.lines.push({ level, event, fields })
  const models = { modelsDir: folder, download: false }
  worker = await startWorker({ ...test.values, concurrency: 1, models, log })
})
afterAll(async () => {
  await worker.stop()
  await test.close()
  await rm(folder, { recursive: true })
})

const ended = (user: { userId: string }, id: string) =>
  until(async () => {
    const job = await getJob(test.ctx, user, id)
    return job.finishedAt !== null && job
  })

describe('a job whose edges a model finds', () => {
  it('runs the model of the worker’s folder, as a stage, and names it', async () => {
    const { user, job } = await order(test.ctx, learned())
    const done = await ended(user, job.id)
    expect(done).toMatchObject({ status: 'completed', result: { edgesBy: 'sobel', isolatedBy: null } })
    expect(done.stages.map(({ name }) => name).slice(0, 4)).toEqual(['decode', 'detect', 'tone', 'edges'])
    expect(done.result?.strokes).toBeGreaterThan(0)
    expect(await readyFiles(test.ctx, job.id)).toEqual(['artifact json', 'artifact svg', 'preview preview'])
  })

  it('fails with a reason and a refund when the model cannot be used', async () => {
    const { user, job } = await order(test.ctx, learned('odd'))
    expect(await ended(user, job.id)).toMatchObject({
      status: 'failed',
      refunded: true,
      failure:
        'The model that should find the edges is not available. Choose another detector. Your credit is back.',
    })
    expect(test.lines).toContainEqual({
      level: 'warn',
      event: 'job.model_missing',
      fields: { jobId: job.id, message: expect.stringContaining('The model odd takes float32 [1, 1,') },
    })
    expect(await ledgerOf(test.ctx, user)).toMatchObject({ balance: 3, sum: 3 })
  })

  it('is refused at once when the model is described but not there', async () => {
    await expect(order(test.ctx, learned('absent'))).rejects.toMatchObject({
      code: 'model_missing',
      detail: expect.stringContaining('there is sobel, odd.'),
    })
  })
})

it('a broken models.json leaves the worker without models for edges, and is told', async () => {
  const broken = await mkdtemp(join(tmpdir(), 'plotline-worker-models-'))
  await writeFile(join(broken, 'models.json'), '{"models":')
  const log: Log = (level, event, fields) => test.lines.push({ level, event, fields })
  expect(await findEdgeModels({ models: { modelsDir: broken }, log })).toEqual([])
  expect(test.lines).toContainEqual({
    level: 'warn',
    event: 'worker.models_unreadable',
    fields: { message: expect.stringContaining('models.json: this is not JSON') },
  })
  await rm(broken, { recursive: true })
})
