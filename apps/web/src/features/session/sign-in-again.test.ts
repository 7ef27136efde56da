import { afterEach, expect, test, vi } from 'vitest'
import { answerSignIn, askToSignIn, whoCameBack } from './sign-in-again.ts'

const read = { isRead: true }
const act = { isRead: false }

test('many that ask together share one dialog, and all go on', async () => {
  let shown = 0
  const leave = answerSignIn(async () => {
    shown++
    return true
  })
  expect(await Promise.all([askToSignIn(read), askToSignIn(act), askToSignIn(read)])).toEqual([
    true,
    true,
    true,
  ])
  expect(shown).toBe(1)
  leave()
})

test('a dialog that was put away comes back for what a person does, not for what a page reads', async () => {
  let shown = 0
  const answers = [false, true, true]
  const leave = answerSignIn(async () => answers[shown++] ?? false)
  expect(await askToSignIn(read)).toBe(false)
  expect(await askToSignIn(read)).toBe(false)
  expect(shown).toBe(1)
  expect(await askToSignIn(act)).toBe(true)
  expect(await askToSignIn(read)).toBe(true)
  expect(shown).toBe(3)
  leave()
})

test('where no page can ask, the answer is no', async () => {
  expect(await askToSignIn(act)).toBe(false)
})

test('another person is told from the same one, and from nobody', async () => {
  const profile = { id: 'b7e7a1de-0f4b-4a53-9d8c-3b7a3e7e2f10', email: 'ben@example.com' }
  vi.stubGlobal('fetch', async () => Response.json(profile))
  expect(await whoCameBack(profile.id)).toBe('same')
  expect(await whoCameBack('0c1f2d3e-0f4b-4a53-9d8c-3b7a3e7e2f10')).toBe('another')
  expect(await whoCameBack(undefined)).toBe('same')
  for (const answer of [
    () => Response.json({}, { status: 401 }),
    () => Response.json({}),
    () => Promise.reject(new TypeError('x')),
  ]) {
    vi.stubGlobal('fetch', async () => answer())
    expect(await whoCameBack(profile.id)).toBe('nobody')
  }
})

afterEach(() => {
  vi.unstubAllGlobals()
})
