import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createVisitor, mailsTo, mailTo, type Visitor } from '../../../../testing/visitor.ts'

const newAddress = () => `${randomUUID()}@example.com`
const ask = async (visitor: Visitor, email: string) =>
  (await visitor.post('/api/auth/magic-link', { email })).status
const confirm = async (visitor: Visitor, email: string, code: string) =>
  (await visitor.post('/api/auth/confirm', { email, code })).status
const other = (code: string, step = 1) => String((Number(code) + step) % 1_000_000).padStart(6, '0')

/** Does to a mailbox all that one network can: asks until refused, guesses until refused, and goes on. */
async function exhaust(stranger: Visitor, email: string): Promise<void> {
  const asked = await inTurn(8, () => ask(stranger, email))
  expect(asked).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
  const { code } = await mailTo(email)
  const guessed = await inTurn(14, (n) => confirm(stranger, email, other(code, n + 1)))
  expect(guessed).toEqual(Array(14).fill(401))
  expect(await confirm(stranger, email, code)).toBe(401)
}

async function inTurn<T>(times: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = []
  for (let n = 0; n < times; n++) answers.push(await work(n))
  return answers
}

describe('a stranger who does all he can to a mailbox', () => {
  it('does not keep its owner from signing in by the code', async () => {
    const [email, stranger, owner] = [newAddress(), createVisitor(), createVisitor()]
    await exhaust(stranger, email)
    expect(await ask(owner, email)).toBe(200)
    const { code } = await mailTo(email)
    expect(await confirm(owner, email, code)).toBe(200)
  })

  it('nor by the link', async () => {
    const [email, stranger, owner] = [newAddress(), createVisitor(), createVisitor()]
    await exhaust(stranger, email)
    expect(await ask(owner, email)).toBe(200)
    const { tokenHash } = await mailTo(email)
    expect((await owner.post('/api/auth/confirm', { tokenHash })).status).toBe(200)
  })

  it('does not void the code that the owner has been sent', async () => {
    const [email, stranger, owner] = [newAddress(), createVisitor(), createVisitor()]
    expect(await ask(owner, email)).toBe(200)
    const { code } = await mailTo(email)
    await exhaust(stranger, email)
    expect(await mailsTo(email)).toHaveLength(1)
    expect(await confirm(owner, email, code)).toBe(200)
  })

  it('counts nowhere once he is refused: his network is not shut for others', async () => {
    const stranger = createVisitor()
    const email = newAddress()
    await inTurn(40, () => ask(stranger, email))
    const neighbors = await inTurn(25, () => ask(stranger, newAddress()))
    expect(neighbors).toEqual(Array(25).fill(200))
    expect(await ask(stranger, newAddress())).toBe(429)
  })
})

describe('a code', () => {
  it('bears ten wrong guesses of one network, however many are sent side by side', async () => {
    const [email, stranger] = [newAddress(), createVisitor()]
    await ask(createVisitor(), email)
    const { code } = await mailTo(email)
    const wrong = (from: Visitor, times: number) =>
      Promise.all(Array.from({ length: times }, (_, n) => confirm(from, email, other(code, n + 1))))
    // Some may meet the limit of their network first.
    for (const status of await wrong(stranger, 36)) expect([401, 429]).toContain(status)
    expect(await confirm(stranger, email, code)).toBe(401)
    // Ten of the thirty were his: nineteen more leave one, for the right one.
    const [second, third] = [createVisitor(), createVisitor()]
    await wrong(second, 36)
    await wrong(third, 9)
    expect(await confirm(third, email, code)).toBe(200)
  })

  it('bears thirty in all, then it is void; its link is not, and the next code works', async () => {
    const [email, owner] = [newAddress(), createVisitor()]
    await ask(owner, email)
    const { code, tokenHash } = await mailTo(email)
    for (const stranger of [createVisitor(), createVisitor(), createVisitor()]) {
      await inTurn(10, (n) => confirm(stranger, email, other(code, n + 1)))
    }
    expect(await confirm(owner, email, code)).toBe(401)
    expect((await owner.post('/api/auth/confirm', { tokenHash })).status).toBe(200)
    await ask(owner, email)
    const [newest] = await mailsTo(email)
    expect(await confirm(owner, email, /\b\d{6}\b/.exec(newest?.text ?? '')?.[0] ?? '')).toBe(200)
  })
})

describe('a class behind one address', () => {
  it('signs in: thirty mailboxes, each with its code', async () => {
    const addresses = Array.from({ length: 30 }, newAddress)
    const room = createVisitor()
    expect(await Promise.all(addresses.map((email) => ask(room, email)))).toEqual(Array(30).fill(200))
    const codes = await Promise.all(addresses.map((email) => mailTo(email)))
    const answers = await inTurn(30, async (n) => {
      const [email = '', code = ''] = [addresses[n], codes[n]?.code]
      // Every other one mistypes it first.
      if (n % 2 === 1) expect(await confirm(room, email, other(code))).toBe(401)
      return confirm(room, email, code)
    })
    expect(answers).toEqual(Array(30).fill(200))
  })
})
