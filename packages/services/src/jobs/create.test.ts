import { randomUUID } from 'node:crypto'
import { applyCredit, asService, type Tx } from '@plotline/db'
import { describe, expect, it } from 'vitest'
import { createUser, ledgerOf, picture, recipe, testContext, upload } from '../../testing/index.ts'
import type { Actor } from '../context.ts'
import { DomainError } from '../error.ts'
import { checkLimit, hitLimit } from '../limits/check.ts'
import { createUpload } from '../uploads/create.ts'
import { beatWorker, forgetWorker } from '../workers/beat.ts'
import { createJob } from './create.ts'
import { getJob } from './get.ts'

const { ctx } = await testContext()

const jobsOf = ({ userId }: Actor) =>
  ctx.db.selectFrom('jobs').select('id').where('user_id', '=', userId).execute()

describe('createJob', () => {
  it('debits, makes the job with its stages, and leaves one delivery with the same id', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    const job = await createJob(ctx, user, { assetId, recipe: recipe({ style: 'sketch' }) })

    expect(job).toMatchObject({ status: 'pending', percent: 0, style: 'sketch', filename: 'still life.png' })
    expect(job.stages.map(({ name }) => name)).toContain('fill')
    expect(job.stages.every(({ status }) => status === 'pending')).toBe(true)
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 2, sum: 2, kinds: ['grant', 'debit'] })
    const [message] = await ctx.queue.boss.findJobs('draw', { id: job.id })
    expect(message).toMatchObject({
      data: { jobId: job.id },
      groupId: user.userId,
      groupTier: 'free',
      priority: 9,
    })
    const original = await fetch(job.links.original ?? '')
    expect(Buffer.from(await original.arrayBuffer()).equals(picture())).toBe(true)
  })

  it('makes nothing when the credits are spent', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    for (let i = 0; i < 3; i++) await createJob(ctx, user, { assetId, recipe: recipe() })
    await expect(createJob(ctx, user, { assetId, recipe: recipe() })).rejects.toMatchObject({
      code: 'insufficient_credits',
    })
    expect(await jobsOf(user)).toHaveLength(3)
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 0, sum: 0 })
  })

  it('refuses what is more than one drawing may take, says what to turn, and charges nothing', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    const flood = recipe({
      style: 'stipple',
      stipple: { dots: 200_000 },
      page: { paper: 'a2' },
      plan: { order: 'best', passes: 10 },
    })
    await expect(createJob(ctx, user, { assetId, recipe: flood })).rejects.toMatchObject({
      code: 'too_complex',
      status: 422,
      detail: expect.stringMatching(/Fewer dots.* or .* will help\. Nothing was charged\.$/),
      issues: expect.arrayContaining([
        { path: 'recipe.stipple', message: expect.any(String) },
        { path: 'recipe.plan.passes', message: expect.any(String) },
      ]),
    })
    expect(await jobsOf(user)).toHaveLength(0)
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 3, sum: 3, kinds: ['grant'] })
    const within = await createJob(ctx, user, {
      assetId,
      recipe: { ...flood, stipple: { dots: 20_000 }, plan: recipe().plan },
    })
    expect(within.status).toBe('pending')
  })

  it('sends what takes long as long, and a person’s next behind their first', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    const priorities: (number | undefined)[] = []
    const long = recipe({ style: 'stipple', stipple: { dots: 60_000 }, page: { paper: 'a2' } })
    for (const ordered of [recipe(), recipe({ seed: 2 }), long]) {
      const job = await createJob(ctx, user, { assetId, recipe: ordered })
      const [message] = await ctx.queue.boss.findJobs('draw', { id: job.id })
      priorities.push(message?.priority)
    }
    expect(priorities).toEqual([9, 8, 107])
  })

  it('refuses the detector learned where no worker has a model for it, and charges nothing', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    const learned = (edgeModel?: string) =>
      createJob(ctx, user, { assetId, recipe: recipe({ lines: { detector: 'learned', edgeModel } }) })
    await expect(learned()).rejects.toMatchObject({
      code: 'model_missing',
      status: 409,
      detail:
        'The detector learned needs a model that finds edges, and none is registered here. Choose canny, flow or xdog. Nothing was charged.',
      issues: [{ path: 'recipe.lines.detector' }],
    })
    const worker = { id: 'seer', concurrency: 1, model: null, provider: null }
    await beatWorker(ctx, { ...worker, edgeModels: ['dexined', 'teed'] })
    await expect(learned('hed')).rejects.toMatchObject({
      code: 'model_missing',
      detail: expect.stringContaining(
        'There is no model "hed" that finds edges here; there is dexined, teed.',
      ),
      issues: [{ path: 'recipe.lines.edgeModel' }],
    })
    expect(await jobsOf(user)).toHaveLength(0)
    for (const edgeModel of [undefined, 'teed']) {
      expect((await learned(edgeModel)).stages.map(({ name }) => name)).toContain('detect')
    }
    await forgetWorker(ctx, 'seer')
    await expect(learned()).rejects.toMatchObject({ code: 'model_missing' })
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 1, sum: 1 })
  })

  it('lets exactly three of forty at once through on three credits', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, () => createJob(ctx, user, { assetId, recipe: recipe() })),
    )
    const made = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []))
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))
    expect(new Set(made).size).toBe(3)
    expect(refused).toEqual(Array(37).fill('insufficient_credits'))
    expect(await jobsOf(user)).toHaveLength(3)
    const messages = await Promise.all(made.map((id) => ctx.queue.boss.findJobs('draw', { id })))
    expect(messages.flat()).toHaveLength(3)
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 0, sum: 0 })
  })

  it('counts only what it lets through: 40 at once on a limit of 5, and nothing that is refused or repeated', async () => {
    const user = await createUser(ctx)
    await asService(ctx.db, (tx) =>
      applyCredit(tx, {
        userId: user.userId,
        kind: 'adjustment',
        amount: 20,
        ref: randomUUID(),
        note: 'A test',
      }),
    )
    const subject = randomUUID()
    const countUse = async (tx: Tx) => {
      const { allowed } = await hitLimit(ctx, tx, { endpoint: 'jobs.create', subject })
      if (!allowed) throw new DomainError('rate_limited')
    }
    const assetId = await upload(ctx, user)
    const order = (assetId: string, idempotencyKey?: string, seed = 1) =>
      createJob(
        ctx,
        user,
        { assetId, recipe: recipe({ seed }) },
        { countUse, ...(idempotencyKey ? { idempotencyKey } : {}) },
      )
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'made',
        (error) => error.code,
      )

    for (let time = 0; time < 7; time++) expect(await codeOf(order(randomUUID()))).toBe('not_found')
    const key = randomUUID()
    for (let time = 0; time < 7; time++) expect(await codeOf(order(assetId, key))).toBe('made')
    for (let time = 0; time < 7; time++)
      expect(await codeOf(order(assetId, key, 2))).toBe('idempotency_mismatch')
    const many = await Promise.all(Array.from({ length: 40 }, () => codeOf(order(assetId))))
    expect(many.filter((code) => code === 'made')).toHaveLength(4)
    expect(many.filter((code) => code === 'rate_limited')).toHaveLength(36)
    expect(await jobsOf(user)).toHaveLength(5)
    // A lost answer is found again, though the five are used up.
    expect(await codeOf(order(assetId, key))).toBe('made')

    const poor = await createUser(ctx)
    const theirs = { assetId: await upload(ctx, poor), recipe: recipe() }
    const before = await checkLimit(ctx, { endpoint: 'jobs.create', subject: 'poor' })
    for (let time = 0; time < 3; time++) await createJob(ctx, poor, theirs)
    const refused = createJob(ctx, poor, theirs, {
      countUse: async (tx) => void (await hitLimit(ctx, tx, { endpoint: 'jobs.create', subject: 'poor' })),
    })
    expect(await codeOf(refused)).toBe('insufficient_credits')
    expect(await checkLimit(ctx, { endpoint: 'jobs.create', subject: 'poor' })).toMatchObject({
      remaining: before.remaining - 1,
    })
  })

  it('refuses what is larger than was announced or than the tier may send, row and bytes', async () => {
    const user = await createUser(ctx)
    const announced = async () => {
      const head = Buffer.from(picture()).subarray(0, 64).toString('base64')
      const { assetId, upload } = await createUpload(ctx, user, { filename: 'a.png', bytes: 64, head })
      const put = await fetch(upload.url, {
        method: 'PUT',
        headers: upload.headers,
        body: Buffer.from(picture()),
      })
      expect(put.status).toBe(200)
      return assetId
    }
    const order = (assetId: string) => createJob(ctx, user, { assetId, recipe: recipe() })
    await expect(order(await announced())).rejects.toMatchObject({ code: 'too_large' })

    const honest = await upload(ctx, user)
    const flag = { key: 'uploads.max_bytes', value: JSON.stringify({ free: 50 }), description: 'a test' }
    await ctx.db.insertInto('flags').values(flag).execute()
    await expect(order(honest)).rejects.toMatchObject({ code: 'too_large' })
    await ctx.db.deleteFrom('flags').where('key', '=', flag.key).execute()
    expect(
      await ctx.db.selectFrom('assets').select('id').where('user_id', '=', user.userId).execute(),
    ).toEqual([])
    expect(await ctx.storage.list('originals', user.userId)).toEqual([])
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 3 })
  })

  it('answers the same job for the same key, however many ask at once', async () => {
    const user = await createUser(ctx)
    const input = { assetId: await upload(ctx, user), recipe: recipe() }
    const idempotencyKey = randomUUID()
    const jobs = await Promise.all(
      Array.from({ length: 12 }, () => createJob(ctx, user, input, { idempotencyKey })),
    )
    const again = await createJob(ctx, user, input, { idempotencyKey })
    expect(new Set([...jobs, again].map(({ id }) => id)).size).toBe(1)
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 2, sum: 2, kinds: ['grant', 'debit'] })
  })

  it('refuses the same key for another body, and lets two people use one key', async () => {
    const [user, other] = [await createUser(ctx), await createUser(ctx)]
    const idempotencyKey = randomUUID()
    const assetId = await upload(ctx, user)
    await createJob(ctx, user, { assetId, recipe: recipe() }, { idempotencyKey })
    await expect(
      createJob(ctx, user, { assetId, recipe: recipe({ seed: 9 }) }, { idempotencyKey }),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' })
    const theirs = await createJob(
      ctx,
      other,
      { assetId: await upload(ctx, other), recipe: recipe() },
      { idempotencyKey },
    )
    expect(await jobsOf(other)).toEqual([{ id: theirs.id }])
  })

  it('says the same of what is not yours and what is not there', async () => {
    const [owner, other] = [await createUser(ctx), await createUser(ctx)]
    const assetId = await upload(ctx, owner)
    const job = await createJob(ctx, owner, { assetId, recipe: recipe() })
    const errorOf = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error: unknown) => error,
      )
    const asset = (id: string) => errorOf(createJob(ctx, other, { assetId: id, recipe: recipe() }))
    expect(await asset(assetId)).toEqual(await asset(randomUUID()))
    expect(await asset(assetId)).toMatchObject({ code: 'not_found', detail: undefined })
    expect(await errorOf(getJob(ctx, other, job.id))).toEqual(await errorOf(getJob(ctx, other, randomUUID())))
  })

  it('refuses an upload that has not arrived', async () => {
    const user = await createUser(ctx)
    const head = Buffer.from(picture()).subarray(0, 64).toString('base64')
    const { assetId } = await createUpload(ctx, user, { filename: 'a.png', bytes: 500, head })
    await expect(createJob(ctx, user, { assetId, recipe: recipe() })).rejects.toMatchObject({
      code: 'upload_missing',
    })
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 3, sum: 3 })
  })

  it('removes what was uploaded under a false head, row and bytes', async () => {
    const user = await createUser(ctx)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const assetId = await upload(ctx, user, svg, { claimed: picture() })
    await expect(createJob(ctx, user, { assetId, recipe: recipe() })).rejects.toMatchObject({
      code: 'unsupported_type',
    })
    expect(await ctx.db.selectFrom('assets').select('id').where('id', '=', assetId).execute()).toEqual([])
    expect(await ctx.storage.list('originals', user.userId)).toEqual([])
    expect(await jobsOf(user)).toEqual([])
  })
})
