import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MessageStore } from './store.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-inbox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const mail = (subject: string, to = 'a@example.com') => ({
  to,
  from: 'b@example.com',
  subject,
  text: '',
  html: '',
})

test('keeps the newest mails, on disk too, in the order they came', async () => {
  const store = await MessageStore.open(folder, 3)
  for (const subject of ['1', '2', '3', '4', '5']) await store.add(mail(subject))
  expect(store.list().map((message) => message.subject)).toEqual(['5', '4', '3'])
  expect(await readdir(folder)).toHaveLength(3)

  const again = await MessageStore.open(folder, 2)
  await again.add(mail('6', 'C@example.com'))
  expect(again.list().map((message) => message.subject)).toEqual(['6', '5'])
  expect(again.list('c@EXAMPLE.com')).toHaveLength(1)
  await again.clear()
  expect(await readdir(folder)).toEqual([])
})

test('a damaged file is left out and removed; a stranger’s file stays', async () => {
  const first = await MessageStore.open(folder)
  const { id } = await first.add(mail('1'))
  await writeFile(join(folder, `${id}.json`), '{"id":')
  await writeFile(join(folder, 'notes.txt'), 'mine')
  const again = await MessageStore.open(folder)
  expect(again.list()).toEqual([])
  expect(await readdir(folder)).toEqual(['notes.txt'])
})
