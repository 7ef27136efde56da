import { expect, test } from 'vitest'
import { answerSignIn, askToSignIn } from './sign-in-again.ts'

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
