import { createDatabase } from '@plotline/db'
import { describe, expect, it } from 'vitest'
import { testContext } from '../../testing/index.ts'
import { checkLimit, checkLimits, type Use } from './check.ts'
import { limits } from './limits.ts'

const test = await testContext()
const { ctx } = test

describe('checkLimit', () => {
  it('lets exactly the limit through, however many come at once, and counts each subject alone', async () => {
    const { limit } = limits['jobs.create'].free
    const hits = await Promise.all(
      Array.from({ length: 3 * limit }, () => checkLimit(ctx, { endpoint: 'jobs.create', subject: 'ada' })),
    )
    expect(hits.filter(({ allowed }) => allowed)).toHaveLength(limit)
    expect(hits.every((hit) => hit.limit === limit && hit.resetSeconds > 0)).toBe(true)
    expect(await checkLimit(ctx, { endpoint: 'jobs.create', subject: 'bob' })).toMatchObject({
      allowed: true,
      remaining: limit - 1,
    })
    expect(await checkLimit(ctx, { endpoint: 'uploads.create', subject: 'ada' })).toMatchObject({
      allowed: true,
    })
  })

  it('takes the tier’s own limit', async () => {
    expect(await checkLimit(ctx, { endpoint: 'jobs.create', subject: 'eve', tier: 'paid' })).toMatchObject({
      limit: limits['jobs.create'].paid.limit,
    })
  })

  it('counts what one window refuses in none of the others', async () => {
    const full: Use = { endpoint: 'auth.mailbox', subject: 'full' }
    const wide: Use = { endpoint: 'auth.magic-link', subject: 'wide' }
    const { limit } = limits['auth.mailbox'].free
    for (let i = 0; i < limit; i++)
      expect(await checkLimits(ctx, [wide, full])).toMatchObject([{ allowed: true }, { allowed: true }])
    for (let i = 0; i < 40; i++)
      expect(await checkLimits(ctx, [wide, full])).toMatchObject([{ allowed: false }])
    expect(await checkLimit(ctx, wide)).toMatchObject({
      allowed: true,
      remaining: limits['auth.magic-link'].free.limit - limit - 1,
    })
  })

  it('is overridden by the flag, and not by a flag that makes no sense', async () => {
    const set = (value: unknown) =>
      ctx.db
        .insertInto('flags')
        .values({ key: 'limits', value: JSON.stringify(value), description: 'a test' })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) }))
        .execute()
    await set({ 'pdf.export': { free: { limit: 1, windowSeconds: 60 } } })
    const hit = () => checkLimit(ctx, { endpoint: 'pdf.export', subject: 'ada' })
    expect(await hit()).toMatchObject({ allowed: true, limit: 1, remaining: 0 })
    expect(await hit()).toMatchObject({ allowed: false, remaining: 0 })
    await set({ 'pdf.export': { free: { limit: 'many' } } })
    expect(await hit()).toMatchObject({ allowed: true, limit: limits['pdf.export'].free.limit })
    expect(test.lines.some(({ event }) => event === 'flags.invalid')).toBe(true)
  })

  it('refuses sign-in and lets everything else through when the table cannot be reached, and says so', async () => {
    const db = createDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', max: 1 })
    const broken = { ...ctx, db }
    const before = test.lines.length
    expect(await checkLimit(broken, { endpoint: 'auth.magic-link', subject: 'x' })).toMatchObject({
      allowed: false,
    })
    expect(await checkLimit(broken, { endpoint: 'jobs.create', subject: 'x' })).toMatchObject({
      allowed: true,
    })
    expect(test.lines.slice(before).map(({ event }) => event)).toEqual([
      'limits.unavailable',
      'limits.unavailable',
    ])
    await db.destroy()
  })
})
