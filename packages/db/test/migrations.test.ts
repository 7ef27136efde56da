import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, inject, test } from 'vitest'
import { testClient } from '../testing/index.ts'

const folder = new URL('../../../supabase/migrations/', import.meta.url)
const names = readdirSync(folder).sort()

const client = await testClient()

async function column<T>(text: string, values: unknown[] = []): Promise<T[]> {
  const { rows } = await client.query({ text, values, rowMode: 'array' })
  return rows.map((row: T[]) => row[0] as T)
}

describe('migrations', () => {
  test('are named in order', () => {
    for (const name of names) expect(name).toMatch(/^\d{14}_[a-z_]+\.sql$/)
    expect(new Set(names.map((name) => name.slice(0, 14))).size).toBe(names.length)
  })

  test('are recorded, each with its text, so that a second run finds nothing to do', async () => {
    const recorded = await column<string>(
      `select version || '_' || name || '.sql' from supabase_migrations.schema_migrations order by 1`,
    )
    expect(recorded).toEqual(names)
    const texts = await column<string>(
      `select array_to_string(statements, '') from supabase_migrations.schema_migrations order by version`,
    )
    expect(texts).toEqual(names.map((name) => readFileSync(new URL(name, folder), 'utf8')))
  })

  test('were run by a role like hosted postgres: no superuser, nothing owned in auth or storage', async () => {
    expect(new URL(inject('backend').databaseUrl).username).toBe('postgres')
    const { rows } = await client.query(
      `select current_user::text as name, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user`,
    )
    expect(rows).toEqual([{ name: 'postgres', rolsuper: false, rolbypassrls: true, rolcreaterole: true }])
    expect(
      await column(`select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname in ('auth', 'storage') and tableowner = current_user`),
    ).toEqual([])
  })

  test('everything in public and private belongs to postgres', async () => {
    expect(
      await column(`select c.oid::regclass::text from pg_class c
        where c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'private'))
          and c.relowner <> 'postgres'::regrole`),
    ).toEqual([])
  })

  test.each(['auth.users', 'storage.objects', 'storage.buckets'])(
    '%s cannot be altered by that role',
    async (table) => {
      await client.query('begin')
      try {
        await expect(client.query(`alter table ${table} add column planted int`)).rejects.toMatchObject({
          code: '42501',
        })
      } finally {
        await client.query('rollback')
      }
    },
  )

  test('the seed runs, twice, and its books are right', async () => {
    const seed = readFileSync(new URL('../seed.sql', folder), 'utf8')
    await client.query(seed)
    await client.query(seed)
    const { rows } = await client.query(`select u.email, c.balance, c.debt,
      (select sum(amount)::int from credit_events e where e.user_id = u.id) as sum
      from users u join credits c on c.user_id = u.id order by u.email`)
    expect(rows).toEqual([
      { email: 'ada@example.com', balance: 52, debt: 0, sum: 52 },
      { email: 'ben@example.com', balance: 3, debt: 0, sum: 3 },
    ])
  })
})
