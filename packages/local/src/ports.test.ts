import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choosePort } from './ports.ts'

const server = createServer()
let taken = 0

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  taken = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => server.close())

test('a fixed port that is taken is an error that names it', async () => {
  await expect(choosePort(taken)).rejects.toThrow(String(taken))
})

test('a preferred port that is taken gives way to a free one', async () => {
  const port = await choosePort({ preferred: taken })
  expect(port).not.toBe(taken)
  expect(await choosePort(port)).toBe(port)
})
