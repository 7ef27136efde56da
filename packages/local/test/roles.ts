import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { query } from './query.ts'

export function rolesSuite(backend: () => Backend) {
  describe('the role postgres', () => {
    const sql = (text: string) => query(backend().databaseUrl, text)
    const refused = (statement: string) =>
      sql(statement).then(
        () => 'allowed',
        (error: { code?: string }) => error.code,
      )

    test('has the attributes it has on hosted', async () => {
      const [role] = await sql(`
        select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication, rolcanlogin
        from pg_roles where rolname = current_user`)
      expect(role).toEqual({
        rolsuper: false,
        rolcreatedb: true,
        rolcreaterole: true,
        rolbypassrls: true,
        rolreplication: true,
        rolcanlogin: true,
      })
      const [owner] = await sql(`
        select pg_get_userbyid(datdba) as owner from pg_database where datname = 'postgres'`)
      expect(owner?.owner).toBe('postgres')
    })

    test.each([
      'alter table storage.objects disable row level security',
      'alter table storage.objects add column mine int',
      'alter table storage.buckets owner to postgres',
      'alter table auth.users add column mine int',
      'alter table auth.users enable row level security',
      'drop table storage.objects cascade',
      'drop table auth.sessions',
      'create index mine on storage.objects (owner)',
      'create table auth.mine ()',
      'create table storage.mine ()',
      'create or replace function auth.uid() returns uuid language sql as $$ select null::uuid $$',
      'drop function storage.foldername(text)',
      'set role supabase_storage_admin',
      'set role supabase_admin',
      'set session_replication_role = replica',
      'set event_triggers = off',
      'alter event trigger guard_system_ddl disable',
      'drop event trigger guard_system_drops',
      'drop schema storage cascade',
      'drop schema auth cascade',
      'create or replace function storage.guard_system_schemas() returns event_trigger language plpgsql as $$ begin end $$',
      'drop function storage.guard_system_schemas() cascade',
      'alter role supabase_storage_admin superuser',
      'alter role postgres superuser',
      `grant supabase_admin to postgres`,
      `copy (select 1) to program 'id'`,
    ])('may not: %s', async (statement) => {
      expect(await refused(statement)).toBe('42501')
    })

    test('makes, changes and drops policies on storage, and hangs a trigger on auth.users', async () => {
      const mark = `t_${randomUUID().replaceAll('-', '')}`
      await sql(`
        create policy ${mark} on storage.objects for select to authenticated using (false);
        alter policy ${mark} on storage.objects using (bucket_id = 'none');
        drop policy ${mark} on storage.objects;
        create function public.${mark}() returns trigger language plpgsql security definer set search_path = ''
          as $$ begin return new; end $$;
        create trigger ${mark} after insert on auth.users for each row execute function public.${mark}();`)
      const [found] = await sql(`select count(*)::int from pg_trigger where tgname = '${mark}'`)
      expect(found?.count).toBe(1)
      await sql(`drop function public.${mark}() cascade`)
    })

    test('makes the extensions that hosted offers, and refers to auth.users', async () => {
      await sql(`
        create extension if not exists citext with schema extensions;
        create extension if not exists pg_trgm with schema extensions;
        create table public.test_refers (id uuid references auth.users (id) on delete cascade);
        drop table public.test_refers`)
      const rows = await sql(
        `select extname from pg_extension where extname in ('pgcrypto', 'uuid-ossp', 'citext')`,
      )
      expect(rows).toHaveLength(3)
    })
  })

  test('the services’ roles are no superusers and see nothing that is not theirs', async () => {
    const rows = await query(backend().superuserUrl, 'select rolname from pg_roles where rolsuper')
    expect(rows).toEqual([{ rolname: 'supabase_admin' }])
    const [auth] = await query(
      backend().superuserUrl,
      `select has_table_privilege('supabase_auth_admin', 'public.credits', 'update') as may`,
    )
    expect(auth?.may).toBe(false)
  })

  test('a template can be cloned by the role postgres', async () => {
    const { databaseUrl } = backend()
    await backend().prepareTemplate('test_template', async (url) => {
      await query(url, 'create table public.after_migrate ()')
    })
    await query(databaseUrl, 'create database test_clone template test_template')
    const [found] = await query(
      databaseUrl.replace(/\/postgres$/, '/test_clone'),
      `select to_regclass('public.after_migrate') is not null as ours,
        to_regclass('public.jobs') is not null as migrated, current_setting('search_path') as path`,
    )
    expect(found).toEqual({ ours: true, migrated: true, path: '"$user", public, extensions' })
    await query(databaseUrl, 'drop database test_clone with (force)')
    await query(databaseUrl, 'drop database test_template with (force)')
  })
}
