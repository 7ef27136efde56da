import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, installPgtap, type TestDatabase } from '../testing/index.ts'

/** supabase/tests/*.sql is pgTAP as `supabase test db` runs it on a hosted project; here each file gets a clone of its own. */
const folder = new URL('../../../supabase/tests/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()

let withPgtap: TestDatabase
beforeAll(async () => {
  withPgtap = await createTestDatabase()
  await installPgtap(withPgtap.url)
})
afterAll(() => withPgtap.drop())

interface Report {
  planned: number
  passed: string[]
  failed: string[]
}

describe('attempts', () => {
  test('there are some', () => expect(names.length).toBeGreaterThan(0))

  test.each(names)('%s', async (name) => {
    const own = await createTestDatabase(withPgtap.name)
    try {
      const report = await runTap(own.url, readFileSync(new URL(name, folder), 'utf8'))
      expect(report.failed).toEqual([])
      expect(report.passed).toHaveLength(report.planned)
      expect(report.planned).toBeGreaterThan(0)
    } finally {
      await own.drop()
    }
  })

  test('a file with a failing attempt is seen to fail', async () => {
    const report = await runTap(
      withPgtap.url,
      `begin; select plan(2); select ok(true, 'fine'); select ok(false, 'not fine'); select * from finish(); rollback;`,
    )
    expect(report).toMatchObject({ planned: 2, passed: ['ok 1 - fine'] })
    expect(report.failed.join('\n')).toContain('not ok 2 - not fine')
  })

  test('a file that stops short of its plan is seen to fail', async () => {
    const report = await runTap(
      withPgtap.url,
      `begin; select plan(2); select ok(true, 'fine'); select * from finish(); rollback;`,
    )
    expect(report.passed).toHaveLength(1)
    expect(report.planned).toBe(2)
  })
})

/** Runs one file as the role `postgres` and reads the TAP lines among its results. */
async function runTap(url: string, text: string): Promise<Report> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=public,extensions' })
  await client.connect()
  try {
    const results: unknown = await client.query({ text, rowMode: 'array' })
    const lines = (Array.isArray(results) ? results : [results])
      .flatMap((result: pg.QueryArrayResult) => result.rows.flat())
      .filter((cell) => typeof cell === 'string')
      .flatMap((cell) => cell.split('\n'))
    const plan = lines.find((line) => /^1\.\.\d+$/.test(line))
    return {
      planned: Number(plan?.slice(3) ?? 0),
      passed: lines.filter((line) => line.startsWith('ok ')),
      failed: lines.filter((line) => line.startsWith('not ok ') || line.startsWith('# ')),
    }
  } finally {
    await client.end()
  }
}
