import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { brokenImages, listMaterial, noMaterial, sampleMaterial } from '@plotline/imaging/testing'
import { createJob, DomainError, getJob } from '@plotline/services'
import {
  createTestContext,
  createUser,
  ledgerOf,
  picture,
  recipe,
  until,
  upload,
} from '@plotline/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noModels, readyFiles } from '../testing/index.ts'
import { type RunningWorker, startWorker } from './start.ts'

const files = listMaterial('bad-inputs').filter((file) => basename(file) !== 'LICENSE')

let test: Awaited<ReturnType<typeof createTestContext>>
let worker: RunningWorker
beforeAll(async () => {
  test = await createTestContext()
  worker = await startWorker({ ...test.values, concurrency: 2, models: noModels })
})
afterAll(async () => {
  await worker.stop()
  await test.close()
})

/** What became of a file that somebody uploaded and ordered a drawing of: refused at the door, failed, or drawn. */
async function tryUpload(filename: string, bytes: Uint8Array) {
  const user = await createUser(test.ctx)
  try {
    const assetId = await upload(test.ctx, user, bytes, { filename })
    const { id } = await createJob(test.ctx, user, { assetId, recipe: recipe({ workingPx: 200 }) })
    const job = await until(async () => {
      const now = await getJob(test.ctx, user, id)
      return now.finishedAt !== null && now
    })
    return { user, id, outcome: job.status, reason: job.failure }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { user, id: null, outcome: error.code, reason: error.message }
  }
}

/** Nothing is paid for but a drawing, nothing half-made is kept, and the reason is one sentence or two. */
async function expectSettled(filename: string, bytes: Uint8Array): Promise<string> {
  const { user, id, outcome, reason } = await tryUpload(filename, bytes)
  const { balance, sum } = await ledgerOf(test.ctx, user)
  const isDrawn = outcome === 'completed'
  expect({ filename, balance, sum }).toEqual({ filename, balance: isDrawn ? 2 : 3, sum: isDrawn ? 2 : 3 })
  if (!isDrawn) expect(reason, filename).toMatch(/^[A-Z][^\n]{10,300}\.$/)
  if (id && !isDrawn) expect(await readyFiles(test.ctx, id)).toEqual([])
  return outcome
}

it('draws the smallest pictures or says that nothing is in them', async () => {
  for (const size of [16, 32]) expect(await expectSettled(`${size}.png`, picture({ size }))).toBe('completed')
  for (const size of [1, 2]) {
    expect(['completed', 'failed']).toContain(await expectSettled(`${size}.png`, picture({ size })))
  }
})

it('refuses broken files made here, at the door or with the credit back', async () => {
  for (const { name, bytes, code } of await brokenImages()) {
    const outcome = await expectSettled(name, bytes)
    const refusedByHead = code !== 'unreadable'
    expect([name, outcome]).toEqual([
      name,
      expect.stringMatching(
        refusedByHead ? /^(unsupported_type|too_large|unreadable_image)$/ : /^(failed|unreadable_image)$/,
      ),
    ])
  }
})

describe.skipIf(files.length === 0)(`bad inputs${files.length === 0 ? `: ${noMaterial}` : ''}`, () => {
  it.each(sampleMaterial(files, 12).map((file) => [basename(file), file]))('%s', async (name, file) => {
    const outcome = await expectSettled(name, new Uint8Array(await readFile(file)))
    expect(outcome).not.toBe('internal')
  })
})
