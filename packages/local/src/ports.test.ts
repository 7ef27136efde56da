import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { listen, onFirstFree } from './ports.ts'

const servers: Server[] = []
const server = () => {
  const one = createServer()
  servers.push(one)
  return one
}

afterEach(async () => {
  for (const one of servers.splice(0)) if (one.listening) await once(one.close(), 'close')
})

test('a fixed port that is taken is an error that names it', async () => {
  const taken = await listen(server(), 'free')
  await expect(listen(server(), taken)).rejects.toThrow(`Expected port ${taken} to be free`)
})

test('a preferred port that is taken gives way to the next, which is really held', async () => {
  const taken = await listen(server(), 'free')
  const next = await listen(server(), { preferred: taken })
  expect(next).not.toBe(taken)
  await expect(listen(server(), next)).rejects.toThrow(`port ${next}`)
})

test('many that ask at once for the same port all get one of their own', async () => {
  const taken = await listen(server(), 'free')
  const ports = await Promise.all(Array.from({ length: 20 }, () => listen(server(), { preferred: taken })))
  expect(new Set(ports).size).toBe(20)
})

test.each([
  ['127.0.0.1', '0.0.0.0'],
  ['0.0.0.0', '127.0.0.1'],
])('a port that is taken on %s is not taken again on %s', async (first, second) => {
  const taken = await listen(server(), 'free', first)
  await expect(listen(server(), taken, second)).rejects.toThrow(`port ${taken}`)
  expect(await listen(server(), { preferred: taken }, second)).not.toBe(taken)
})

test('another fault than a taken port ends the search at once', async () => {
  const tried: number[] = []
  const failing = onFirstFree({ preferred: 4000 }, async (port) => {
    tried.push(port)
    throw new Error('no such address')
  })
  await expect(failing).rejects.toThrow('no such address')
  expect(tried).toEqual([4000])
})

test('past the last port there is, any free one is taken', async () => {
  const taken = Object.assign(new Error('taken'), { code: 'EADDRINUSE' })
  const bind = async (port: number) => (port === 0 ? 'any' : Promise.reject(taken))
  expect(await onFirstFree({ preferred: 65_530 }, bind)).toBe('any')
})
