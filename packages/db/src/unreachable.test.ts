import { expect, test } from 'vitest'
import { createDatabase } from './database.ts'
import { ping } from './ping.ts'
import { isUnreachable } from './unreachable.ts'

test('a server that is not there, or recovers, is unreachable; one that refuses is not', async () => {
  const nowhere = createDatabase({ url: 'postgres://postgres@127.0.0.1:1/postgres' })
  const refused = await ping(nowhere).catch((error: unknown) => error)
  await nowhere.destroy()
  expect(isUnreachable(refused)).toBe(true)
  const recovering = Object.assign(new Error('the database system is in recovery mode'), { code: '57P03' })
  expect(isUnreachable(recovering)).toBe(true)
  expect(isUnreachable(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(isUnreachable(Object.assign(new Error('no password'), { code: '28P01' }))).toBe(false)
  expect(isUnreachable('57P03')).toBe(false)
})
