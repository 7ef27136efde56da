const table = 'create table public.planted (id int primary key)'
const secured = `${table}; alter table public.planted enable row level security`
const policy = (body: string) => `${secured}; create policy planted on public.planted ${body}`

/** One defect for each lint, planted as the role `postgres`, and a word that the finding must say. */
export const defects: Record<string, { plant: string; names: string }> = {
  'rls-disabled': { plant: table, names: 'planted' },
  'rls-without-policy': { plant: secured, names: 'planted' },
  'policy-calls-per-row': {
    plant: policy('for select to authenticated using (auth.uid() is not null and id = 1)'),
    names: 'planted',
  },
  'policy-always-true': { plant: policy('for select to authenticated using (true)'), names: 'planted' },
  'policy-for-everyone': { plant: policy('for select using (id = 1)'), names: 'planted' },
  'policy-reads-user-metadata': {
    plant: policy(
      `for select to authenticated using (((select auth.jwt()) -> 'user_metadata' ->> 'admin') = 'yes')`,
    ),
    names: 'planted',
  },
  'policies-overlap': {
    plant: `create policy planted on public.jobs for select to authenticated using ((select auth.uid()) is null)`,
    names: 'public.jobs has 2',
  },
  'grant-without-policy': { plant: 'grant delete on public.jobs to authenticated', names: 'delete jobs' },
  'sequence-granted': {
    plant: 'create sequence public.planted; grant usage on sequence public.planted to authenticated',
    names: 'planted',
  },
  'default-privileges-open': {
    plant: 'alter default privileges in schema public grant select on tables to anon',
    names: 'anon',
  },
  'function-executable': {
    plant: `create function private.planted() returns int language sql set search_path = '' as 'select 1'`,
    names: 'planted',
  },
  'definer-executable': {
    plant: `create function public.planted() returns int language sql security definer set search_path = '' as 'select 1'`,
    names: 'planted',
  },
  'function-search-path': {
    plant: `create function private.planted() returns int language sql set search_path = public as 'select 1'`,
    names: 'planted',
  },
  'private-schema-open': { plant: 'grant usage on schema private to authenticated', names: 'authenticated' },
  'view-runs-as-owner': {
    plant: 'create view public.planted as select id from public.jobs',
    names: 'planted',
  },
  'no-policy-possible': {
    plant: 'create materialized view public.planted as select id from public.jobs',
    names: 'planted',
  },
  'auth-users-exposed': {
    plant: 'create view public.planted with (security_invoker) as select email from auth.users',
    names: 'planted',
  },
  'foreign-key-without-index': {
    plant: 'create table public.planted (id int primary key, job_id uuid references public.jobs (id))',
    names: 'planted',
  },
  'index-duplicate': { plant: 'create index planted on public.jobs (asset_id)', names: 'planted' },
  // An index that failed halfway needs a failing concurrent build, which no transaction can hold: an index of a
  // partitioned table that its partitions do not have yet is invalid in the same way.
  'index-invalid': {
    plant: `create table public.parted (id int) partition by range (id);
      create table public.part partition of public.parted for values from (0) to (9);
      create index planted on only public.parted (id)`,
    names: 'planted',
  },
  'constraint-not-validated': {
    plant: 'alter table public.jobs add constraint planted check (percent >= 0) not valid',
    names: 'planted',
  },
  'primary-key-missing': { plant: 'create table public.planted (id int)', names: 'planted' },
  'extension-in-public': { plant: 'create extension citext schema public', names: 'citext' },
  'updated-at-without-trigger': {
    plant: 'create table public.planted (id int primary key, updated_at timestamptz)',
    names: 'planted',
  },
  'comment-missing': { plant: 'comment on column public.jobs.style is null', names: 'style' },
  'bucket-open': {
    plant: `insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
      values ('planted', 'planted', true, 1, array['image/png'])`,
    names: 'planted is public',
  },
  'bucket-listing': {
    plant: `create policy planted on storage.objects for select to anon using (bucket_id = 'originals')`,
    names: 'planted',
  },
}
