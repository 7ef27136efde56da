import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createAccount,
  createUser,
  ledgerOf,
  recipe,
  signedIn,
  testContext,
  upload,
} from '../../testing/index.ts'
import { createJob } from '../jobs/create.ts'
import { checkLimit } from '../limits/check.ts'
import { limits } from '../limits/limits.ts'
import { readAccount } from '../profile/account.ts'
import { claimGrant } from './claim-grant.ts'
import { getCredits } from './get.ts'

const { ctx } = await testContext()

const somewhere = () => ({ address: randomUUID() })

/** Somebody who has signed in at this address. */
async function person(email: string) {
  const user = await createAccount(ctx, email)
  await signedIn(ctx, user)
  return user
}

describe('claimGrant', () => {
  it('gives nothing to an account that a mail was merely asked for', async () => {
    const user = await createAccount(ctx)
    expect(await claimGrant(ctx, user, somewhere())).toBeNull()
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 0, sum: 0, kinds: [] })
    await signedIn(ctx, user)
    expect(await claimGrant(ctx, user, somewhere())).toBe('given')
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 3, sum: 3, kinds: ['grant'] })
  })

  it('gives once, however many ask at once', async () => {
    const user = await person(`${randomUUID()}@example.com`)
    const answers = await Promise.all(Array.from({ length: 36 }, () => claimGrant(ctx, user, somewhere())))
    expect(answers).toEqual(Array(36).fill('given'))
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 3, sum: 3, kinds: ['grant'] })
  })

  it('gives once for each mailbox, however it is written and however many accounts ask at once', async () => {
    const name = randomUUID().replaceAll('-', '')
    const users = await Promise.all(
      [`${name}@gmail.com`, `${name}+1@gmail.com`, `${name.slice(0, 4)}.${name.slice(4)}@googlemail.com`].map(
        person,
      ),
    )
    const outcomes = await Promise.all(users.map((user) => claimGrant(ctx, user, somewhere())))
    expect(outcomes.toSorted()).toEqual(['given', 'given_before', 'given_before'])
    const balances = await Promise.all(users.map(async (user) => (await ledgerOf(ctx, user)).balance))
    expect(balances.reduce((sum, balance) => sum + balance)).toBe(3)
  })

  it('remembers past the account: who deletes it and comes back has no new credits and the old limits', async () => {
    const email = `${randomUUID()}@example.com`
    const before = await person(email)
    expect(await claimGrant(ctx, before, somewhere())).toBe('given')
    const { subject } = await readAccount(ctx, before)
    await checkLimit(ctx, { endpoint: 'jobs.create', subject })
    await ctx.db.deleteFrom('users').where('id', '=', before.userId).execute()
    const after = await person(email.replace('@', '+again@'))
    expect(await claimGrant(ctx, after, somewhere())).toBe('given_before')
    expect(await getCredits(ctx, after, { limit: 5 })).toMatchObject({ balance: 0, grant: 'given_before' })
    expect((await readAccount(ctx, after)).subject).toBe(subject)
    expect(await checkLimit(ctx, { endpoint: 'jobs.create', subject })).toMatchObject({
      remaining: limits['jobs.create'].free.limit - 2,
    })
  })

  it('gives so many a day to one address and to the network around it, and the rest another day', async () => {
    const address = randomUUID()
    const { limit } = limits['grants.address'].free
    const users = await Promise.all(
      Array.from({ length: limit + 3 }, () => person(`${randomUUID()}@example.com`)),
    )
    const outcomes = await Promise.all(users.map((user) => claimGrant(ctx, user, { address })))
    expect(outcomes.filter((outcome) => outcome === 'given')).toHaveLength(limit)
    const late = users[outcomes.indexOf('network_full')]
    if (!late) throw new Error('expected somebody to be late')
    expect(await ledgerOf(ctx, late)).toEqual({ balance: 0, sum: 0, kinds: [] })
    expect(await getCredits(ctx, late, { limit: 5 })).toMatchObject({ grant: 'network_full' })
    expect(await claimGrant(ctx, late, somewhere())).toBe('given')

    const prefix = randomUUID()
    const most = limits['grants.prefix'].free.limit
    await Promise.all(
      Array.from({ length: most }, () => checkLimit(ctx, { endpoint: 'grants.prefix', subject: prefix })),
    )
    const other = await person(`${randomUUID()}@example.com`)
    expect(await claimGrant(ctx, other, { address: randomUUID(), prefix })).toBe('network_full')
  })

  it('leaves the credits of those who were here before', async () => {
    const user = await createUser(ctx)
    await ctx.db.updateTable('users').set({ mailbox: null }).where('id', '=', user.userId).execute()
    await createJob(ctx, user, { assetId: await upload(ctx, user), recipe: recipe() })
    expect(await claimGrant(ctx, user, somewhere())).toBe('given')
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 2, kinds: ['grant', 'debit'] })
  })

  it('answers null for an account that is gone', async () => {
    expect(await claimGrant(ctx, { userId: randomUUID() }, somewhere())).toBeNull()
  })
})
