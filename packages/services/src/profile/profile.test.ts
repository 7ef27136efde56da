import { type Device, findDevice } from '@plotline/strokes'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createUser, drawJob, recipe, testContext, upload } from '../../testing/index.ts'
import { mostDevices } from '../contract/devices.ts'
import { profilePatchSchema, profileSchema } from '../contract/profile.ts'
import { createJob } from '../jobs/create.ts'
import { downloadJob } from '../jobs/download.ts'
import { failJob } from '../jobs/fail.ts'
import { checkLimit } from '../limits/check.ts'
import { buckets } from '../storage/kinds.ts'
import { deleteAccount } from './delete.ts'
import { findOwnDevice } from './devices.ts'
import { sweepTraces } from './forget.ts'
import { getProfile } from './get.ts'
import { updateProfile } from './update.ts'

// Accounts are the auth service's, which serves the backend's own database.
const { ctx } = await testContext('shared')

const machine = (name: string): Device => ({ ...findDevice('grbl-servo'), name, label: `My ${name}` })

/** One finished job, one failed; the finished one is drawn here, so that no worker of another test is needed. */
async function personWithHistory(known?: Awaited<ReturnType<typeof createUser>>) {
  const user = known ?? (await createUser(ctx))
  const assetId = await upload(ctx, user)
  const done = await createJob(ctx, user, { assetId, recipe: recipe() })
  await drawJob(ctx, done.id)
  const failed = await createJob(ctx, user, { assetId, recipe: recipe() })
  await failJob(ctx, { jobId: failed.id }, { code: 'unreadable', sentence: 'Broken.' })
  return { user, done }
}

describe('the profile', () => {
  it('tells what a person has and has done', async () => {
    const { user } = await personWithHistory()
    const profile = await getProfile(ctx, user)
    expect(profile).toMatchObject({
      id: user.userId,
      email: user.email,
      tier: 'free',
      credits: { balance: 2, debt: 0 },
      statistics: { jobs: 2, completed: 1, failed: 1, creditsSpent: 1 },
    })
    expect(profile.statistics.penDownMm).toBeGreaterThan(0)
  })

  it('takes a new name, of its owner only', async () => {
    const [user, other] = [await createUser(ctx), await createUser(ctx)]
    expect((await updateProfile(ctx, user, { displayName: 'Ada' })).displayName).toBe('Ada')
    expect((await getProfile(ctx, other)).displayName).toBe('')
  })
})

describe('machines of one’s own', () => {
  it('are kept by name, each by itself, and shown to their owner only', async () => {
    const [user, other] = [await createUser(ctx), await createUser(ctx)]
    await updateProfile(ctx, user, { devices: { desk: machine('desk'), attic: machine('attic') } })
    const changed = { ...machine('desk'), penUpS: 0.9 }
    const { devices, displayName } = await updateProfile(ctx, user, {
      devices: { desk: changed, attic: null, shed: machine('shed'), never: null },
    })
    expect(devices).toEqual({ desk: changed, shed: machine('shed') })
    expect(displayName).toBe('')
    expect((await updateProfile(ctx, user, { displayName: 'Ada' })).devices).toEqual(devices)
    expect((await getProfile(ctx, other)).devices).toEqual({})
  })

  it('are so many and no more', async () => {
    const user = await createUser(ctx)
    const names = Array.from({ length: mostDevices }, (_, i) => `machine-${i}`)
    await updateProfile(ctx, user, {
      devices: Object.fromEntries(names.map((name) => [name, machine(name)])),
    })
    await expect(updateProfile(ctx, user, { devices: { more: machine('more') } })).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ path: 'devices' }],
    })
    const { devices } = await updateProfile(ctx, user, {
      devices: { more: machine('more'), 'machine-0': null },
    })
    expect(Object.keys(devices).toSorted()).toEqual([...names.slice(1), 'more'].toSorted())
  })

  it('are found with lines that are longer than they may be now, which are not kept again', async () => {
    const user = await createUser(ctx)
    const { dialect, ...rest } = machine('desk')
    const desk = { ...rest, dialect: { ...dialect, end: ['M5', `(${'long '.repeat(60)})`] } } as Device
    await sql`update users set devices = ${JSON.stringify({ desk })}::jsonb where id = ${user.userId}`.execute(
      ctx.db,
    )
    expect((await getProfile(ctx, user)).devices).toEqual({ desk })
    expect(await findOwnDevice(ctx, user, 'desk')).toEqual(desk)
    expect(profileSchema.shape.devices.safeParse({ desk }).success).toBe(true)
    expect(profilePatchSchema.safeParse({ devices: { desk } }).success).toBe(false)
    expect(profilePatchSchema.safeParse({ devices: { desk: null } }).success).toBe(true)
    // What is written with a line for each of 100,000 strokes is bounded as before.
    const { done } = await personWithHistory(user)
    await expect(downloadJob(ctx, user, done.id, { format: 'gcode', device: 'desk' })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(
        /^Your machine desk .*dialect\.end\.1: .*255.*Change it in your account\.$/,
      ),
    })
  })

  it('are left out where somebody wrote past this app what is none', async () => {
    const user = await createUser(ctx)
    await updateProfile(ctx, user, { devices: { desk: machine('desk') } })
    const planted = { ...machine('evil'), dialect: { format: 'gcode', start: ['\u0003'] } }
    await sql`update users set devices = devices || ${JSON.stringify({ evil: planted })}::jsonb
      where id = ${user.userId}`.execute(ctx.db)
    expect((await getProfile(ctx, user)).devices).toEqual({ desk: machine('desk') })
  })
})

describe('deleteAccount', () => {
  it('needs the person’s own address', async () => {
    const user = await createUser(ctx)
    await expect(deleteAccount(ctx, user, { email: 'someone@example.com' })).rejects.toMatchObject({
      code: 'invalid_request',
    })
    expect((await getProfile(ctx, user)).id).toBe(user.userId)
  })

  it('leaves nothing: no row, no file, no sign-in, no delivery', async () => {
    const { user } = await personWithHistory()
    const waiting = await createJob(ctx, user, { assetId: await upload(ctx, user), recipe: recipe() })
    await deleteAccount(ctx, user, { email: user.email.toUpperCase() })

    const left = await Promise.all([
      ctx.db.selectFrom('users').select('id').where('id', '=', user.userId).execute(),
      ...(['jobs', 'assets', 'credits', 'credit_events'] as const).map((table) =>
        ctx.db.selectFrom(table).select('user_id').where('user_id', '=', user.userId).execute(),
      ),
      ...buckets.map((bucket) => ctx.storage.list(bucket, user.userId)),
    ])
    expect(left.flat()).toEqual([])
    expect((await ctx.admin.getUserById(user.userId)).data.user).toBeNull()
    const [message] = await ctx.queue.boss.findJobs('draw', { id: waiting.id })
    expect(message?.state).toBe('cancelled')
    await expect(getProfile(ctx, user)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is finished by the sweep where it was cut short after the sign-in was gone', async () => {
    const [gone, stays] = [await createUser(ctx), await createUser(ctx)]
    const note = ({ userId, email }: typeof gone, payload: object) =>
      sql`insert into auth.audit_log_entries (id, payload, created_at, ip_address)
        values (gen_random_uuid(), ${JSON.stringify({ actor_username: email, ...payload })}::json, now(), '')
        returning ${userId}`.execute(ctx.db)
    for (const user of [gone, stays]) {
      await note(user, { actor_id: user.userId, action: 'login' })
      await note(user, { actor_id: '00000000-0000-0000-0000-000000000000', traits: { user_id: user.userId } })
      await checkLimit(ctx, { endpoint: 'profile.read', subject: user.userId })
    }
    const { error } = await ctx.admin.deleteUser(gone.userId)
    expect(error).toBeNull()
    const tracesOf = async ({ userId, email }: typeof gone) => {
      const notes = await sql`select from auth.audit_log_entries
        where payload::text like ${`%${userId}%`} or payload::text like ${`%${email}%`}`.execute(ctx.db)
      const limits = await ctx.db
        .selectFrom('rate_limits')
        .select('key')
        .where('key', 'like', `%:${userId}`)
        .execute()
      return [notes.rows.length, limits.length]
    }
    const before = await tracesOf(stays)
    expect((await tracesOf(gone))[0]).toBeGreaterThanOrEqual(2)
    expect(await sweepTraces(ctx)).toBeGreaterThanOrEqual(3)
    expect(await tracesOf(gone)).toEqual([0, 0])
    expect(await tracesOf(stays)).toEqual(before)
  })
})
