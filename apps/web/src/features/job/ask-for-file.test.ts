import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { askForFile } from './ask-for-file.ts'

const answer = z.object({ url: z.string() })
const problem = (code: string, status: number) =>
  Response.json(
    { type: 'about:blank', title: 'x', status, code, requestId: 'r' },
    { status, headers: { 'retry-after': '3' } },
  )
const pauses: number[] = []
const pause = async (ms: number) => void pauses.push(ms)
const answering = (...answers: Response[]) => {
  const fetched = vi.fn(async () => answers.shift() ?? problem('being_written', 503))
  vi.stubGlobal('fetch', fetched)
  return fetched
}
afterEach(() => {
  vi.unstubAllGlobals()
  pauses.length = 0
})

test('a file that is still being written is asked for again when the server says so', async () => {
  const fetched = answering(problem('being_written', 503), Response.json({ url: 'there' }))
  expect(await askForFile(answer, '/file', {}, pause)).toEqual({ url: 'there' })
  expect([fetched.mock.calls.length, pauses]).toEqual([2, [3000]])
})

test('a refusal is told at once, and a file that never comes after a bounded number of asks', async () => {
  const refused = answering(problem('too_many_exports', 429))
  await expect(askForFile(answer, '/file', {}, pause)).rejects.toMatchObject({ code: 'too_many_exports' })
  expect(refused).toHaveBeenCalledTimes(1)
  const never = answering()
  await expect(askForFile(answer, '/file', {}, pause)).rejects.toMatchObject({ code: 'being_written' })
  expect(never).toHaveBeenCalledTimes(6)
})
