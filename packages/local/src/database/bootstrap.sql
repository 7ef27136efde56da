-- What a hosted Supabase project has before its first migration, applied at every start (so every statement
-- may run again). Run as the superuser supabase_admin, after @supabase/lite has made the tables of schema auth.
-- Passwords come in as settings of the session: plotline.auth_password, plotline.storage_password.

-- Roles. The two *_admin roles own what hosted's auth and storage services own; neither they nor any other
-- role here is a superuser.
do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin noinherit;
    create role authenticated nologin noinherit;
    create role service_role nologin noinherit bypassrls;
    create role authenticator login noinherit;
    create role supabase_auth_admin login noinherit createrole;
    create role supabase_storage_admin login noinherit;
    grant anon, authenticated, service_role to authenticator, supabase_auth_admin, supabase_storage_admin
      with inherit false, set true;
    grant anon, authenticated, service_role to postgres with admin option;
    alter role supabase_auth_admin nocreaterole;
    alter role supabase_admin set search_path = "$user", public, extensions;
    alter role supabase_auth_admin set search_path = auth, extensions;
    alter role supabase_storage_admin set search_path = storage, extensions;
  end if;
  execute format('alter role supabase_auth_admin password %L', current_setting('plotline.auth_password'));
  execute format('alter role supabase_storage_admin password %L', current_setting('plotline.storage_password'));
end $$;

-- lite learns the tables from information_schema, which shows only what the connection may read. Row level security
-- still holds for it.
grant pg_read_all_data to supabase_auth_admin with inherit true, set false;

-- Schemas
create schema if not exists extensions;
create schema if not exists auth;
create schema if not exists storage;
create schema if not exists supabase_migrations authorization postgres;
alter schema extensions owner to postgres;
grant usage on schema extensions, public, auth, storage to anon, authenticated, service_role, postgres;
grant usage on schema extensions to supabase_auth_admin, supabase_storage_admin;
grant usage, create on schema auth to supabase_auth_admin;
grant usage on schema storage to supabase_storage_admin;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key,
  statements text[],
  name text
);
alter table supabase_migrations.schema_migrations owner to postgres;

-- Default privileges: what postgres makes in public is open to the API roles until a migration revokes it
do $$
declare
  creator text;
begin
  foreach creator in array array['postgres', 'supabase_admin'] loop
    execute format(
      'alter default privileges for role %I in schema public
         grant all on tables to postgres, anon, authenticated, service_role', creator);
    execute format(
      'alter default privileges for role %I in schema public
         grant all on functions to postgres, anon, authenticated, service_role', creator);
    execute format(
      'alter default privileges for role %I in schema public
         grant all on sequences to postgres, anon, authenticated, service_role', creator);
  end loop;
end $$;
do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
    alter publication supabase_realtime owner to postgres;
  end if;
end $$;

-- auth: the claims of the request, in either of the two forms that hosted reads
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
  )::uuid
$$;
create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
  )::text
$$;
create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
  )::text
$$;
create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;
do $$
declare
  relation record;
begin
  for relation in
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'auth'
  loop
    execute format('alter table %s owner to supabase_auth_admin', relation.name);
    execute format('revoke all on %s from public, anon, authenticated', relation.name);
    -- Hosted lets postgres refer to auth tables, hang triggers on them and manage rows, but not alter them.
    execute format('grant select, insert, update, delete, references, trigger on %s to postgres', relation.name);
  end loop;
end $$;

-- storage
create table if not exists storage.buckets (
  id text primary key,
  name text not null unique,
  owner uuid,
  owner_id text,
  public boolean default false,
  avif_autodetection boolean default false,
  file_size_limit bigint,
  allowed_mime_types text[],
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table if not exists storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text references storage.buckets (id),
  name text,
  owner uuid,
  owner_id text,
  metadata jsonb,
  user_metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  version text,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  last_accessed_at timestamptz default now()
);
create unique index if not exists bucketid_objname on storage.objects (bucket_id, name);
create index if not exists name_prefix_search on storage.objects (name text_pattern_ops);
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
alter table storage.buckets owner to supabase_storage_admin;
alter table storage.objects owner to supabase_storage_admin;
grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
grant all on storage.buckets, storage.objects to postgres with grant option;

create or replace function storage.foldername(name text) returns text[] language sql immutable as $$
  select (string_to_array(name, '/'))[1 : array_length(string_to_array(name, '/'), 1) - 1]
$$;
create or replace function storage.filename(name text) returns text language sql immutable as $$
  select (string_to_array(name, '/'))[array_length(string_to_array(name, '/'), 1)]
$$;
create or replace function storage.extension(name text) returns text language sql immutable as $$
  select reverse(split_part(reverse(storage.filename(name)), '.', 1))
$$;

-- Policies on storage tables. Only a table's owner may make them; hosted lets postgres do it through its
-- supautils extension. Here postgres inherits from the owner (and cannot become it), and the event trigger
-- below takes back everything ownership brings but policies. Its function lies in a schema that postgres does not
-- own: a schema's owner may drop whatever is in it. See docs/decisions/002-embedded-backend.md.
grant supabase_storage_admin to postgres with inherit true, set false;

create or replace function storage.guard_system_schemas() returns event_trigger
language plpgsql set search_path = '' as $$
declare
  command record;
begin
  if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
    return;
  end if;
  if tg_event = 'ddl_command_end' then
    for command in select * from pg_catalog.pg_event_trigger_ddl_commands() loop
      if command.command_tag in ('CREATE POLICY', 'ALTER POLICY', 'CREATE TRIGGER') then
        continue;
      end if;
      if command.schema_name in ('auth', 'storage') or command.object_identity ~ ' on (auth|storage)\.' then
        raise exception 'must be owner of %', command.object_identity using errcode = '42501';
      end if;
    end loop;
    return;
  end if;
  for command in select * from pg_catalog.pg_event_trigger_dropped_objects() loop
    if command.object_type in ('policy', 'trigger') then
      continue;
    end if;
    if command.schema_name in ('auth', 'storage') then
      raise exception 'must be owner of %', command.object_identity using errcode = '42501';
    end if;
  end loop;
end $$;
drop event trigger if exists guard_system_ddl;
drop event trigger if exists guard_system_drops;
create event trigger guard_system_ddl on ddl_command_end execute function storage.guard_system_schemas();
create event trigger guard_system_drops on sql_drop execute function storage.guard_system_schemas();
revoke execute on function storage.guard_system_schemas() from public;
