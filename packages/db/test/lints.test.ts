import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { testClient } from '../testing/index.ts'
import { defects } from './defects.ts'

const folder = new URL('../lints/', import.meta.url)
const lints = readdirSync(folder).map((name) => name.replace(/\.sql$/, ''))

const client = await testClient()

async function findings(lint: string): Promise<string[]> {
  const { rows } = await client.query<{ finding: string }>(
    readFileSync(new URL(`${lint}.sql`, folder), 'utf8'),
  )
  return rows.map(({ finding }) => finding)
}

describe('lints', () => {
  test.each(lints)('%s finds nothing', async (lint) => {
    expect(await findings(lint)).toEqual([])
  })

  test('each has a planted defect', () => {
    expect(Object.keys(defects).sort()).toEqual([...lints].sort())
  })

  test.each(Object.entries(defects))('%s finds the planted defect', async (lint, { plant, names }) => {
    await client.query('begin')
    try {
      await client.query(plant)
      const found = await findings(lint)
      expect(found.join('\n')).toContain(names)
    } finally {
      await client.query('rollback')
    }
  })
})
