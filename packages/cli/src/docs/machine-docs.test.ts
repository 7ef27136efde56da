import { readFile } from 'node:fs/promises'
import { devices } from '@plotline/strokes'
import { expect, test } from 'vitest'

test('docs/machines.md tells of every machine there is, and of no other', async () => {
  const text = await readFile(new URL('../../../../docs/machines.md', import.meta.url), 'utf8')
  const families = text.split('\n').filter((line) => /^(`[a-z0-9-]+`,? ?)+$/.test(line))
  const named = families.flatMap((line) => [...line.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name))
  expect(named.toSorted()).toEqual(Object.keys(devices).toSorted())
})
