import { createServer } from 'node:http'
import { afterAll, expect, inject, it, vi } from 'vitest'
import { silentLog } from '../log.ts'
import { createProofCheck } from './proof.ts'

let answer: { status: number; body: string } = { status: 200, body: '' }
let asked = 0
const server = createServer((_, res) => {
  asked++
  res.writeHead(answer.status).end(answer.body)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

const check = () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return createProofCheck({ supabaseUrl: `http://127.0.0.1:${port}`, secretKey: 'k', log: silentLog })
}
const says = (body: unknown, status = 200) => {
  answer = { status, body: JSON.stringify(body) }
}

it('goes by the auth server’s own settings, and asks again soon only where it was not told', async () => {
  says({ mailer_autoconfirm: true })
  expect(await check()()).toBe(false)
  const proves = check()
  says({ message: 'down' }, 503)
  expect(await proves()).toBe(false)
  says({ mailer_autoconfirm: false })
  // Whoever comes in the next half minute does not wait for an auth server that hangs.
  expect(await proves()).toBe(false)
  const later = performance.now() + 31_000
  vi.spyOn(performance, 'now').mockReturnValue(later)
  expect(await proves()).toBe(true)
  vi.restoreAllMocks()
  const before = asked
  expect(await proves()).toBe(true)
  expect(asked).toBe(before)
})

it('is asked once by all who want to know at one time', async () => {
  says({ mailer_autoconfirm: false })
  const [proves, before] = [check(), asked]
  expect(await Promise.all(Array.from({ length: 20 }, proves))).toEqual(Array(20).fill(true))
  expect(asked).toBe(before + 1)
})

it('is told so by the embedded backend', async () => {
  const { supabaseUrl, secretKey } = inject('backend')
  expect(await createProofCheck({ supabaseUrl, secretKey, log: silentLog })()).toBe(true)
})
