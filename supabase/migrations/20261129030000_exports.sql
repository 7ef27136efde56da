-- Files are written by a worker; here stands what was asked for, and how it ended, for whoever waits.

create type public.export_status as enum ('pending', 'processing', 'completed', 'failed');
comment on type public.export_status is 'Completed and failed are ends: an export never leaves them.';

create table public.exports (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  job_id uuid not null references public.jobs (id) on delete cascade,
  format text not null,
  request jsonb not null,
  status public.export_status not null default 'pending',
  attempt integer not null default 0,
  asset_id uuid references public.assets (id) on delete cascade,
  warnings text[] not null default '{}',
  failure_code text,
  failure text,
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  updated_at timestamptz(3) not null default now()
);
comment on table public.exports is 'One file of a finished job that was asked for and is written by a worker.';
comment on column public.exports.id is 'Also the id of the asset it becomes.';
comment on column public.exports.user_id is 'Who asked.';
comment on column public.exports.job_id is 'The job whose drawing is written.';
comment on column public.exports.format is 'The key of the file within its job, as in assets.';
comment on column public.exports.request is 'How it is to be written; the worker checks it again.';
comment on column public.exports.status is 'Ends are final: completed, failed.';
comment on column public.exports.attempt is 'How often a worker has begun it.';
comment on column public.exports.asset_id is 'The file; set when completed and gone with it.';
comment on column public.exports.warnings is 'Sentences for the user about what could not be written.';
comment on column public.exports.failure_code is 'Why it failed: a code of the HTTP contract.';
comment on column public.exports.failure is 'Why it failed, a sentence for the user.';
comment on column public.exports.created_at is 'When it was asked for.';
comment on column public.exports.finished_at is 'When it ended.';
comment on column public.exports.updated_at is 'Last change, by trigger.';

alter table public.exports
  add constraint exports_format_length check (char_length(format) between 1 and 255),
  add constraint exports_request_object check (jsonb_typeof(request) = 'object'),
  add constraint exports_request_size check (octet_length(request::text) <= 64 * 1024),
  add constraint exports_attempt_sign check (attempt >= 0),
  add constraint exports_asset_when_completed check ((status = 'completed') = (asset_id is not null)),
  add constraint exports_failure_when_failed check (
    (status = 'failed') = (failure is not null) and (failure is null) = (failure_code is null)),
  add constraint exports_finished_when_ended check ((status in ('pending', 'processing')) = (finished_at is null));

create unique index exports_open on public.exports (job_id, format) where status in ('pending', 'processing');
comment on index public.exports_open is 'Who asks again for a file that is being written joins the one under way.';
create index exports_job on public.exports (job_id);
create index exports_user on public.exports (user_id);
create index exports_asset on public.exports (asset_id);

revoke all on public.exports from anon, authenticated, service_role;
grant select on public.exports to authenticated;
grant select, insert, update, delete on public.exports to service_role;

alter table public.exports enable row level security;

create policy "exports: read own" on public.exports for select to authenticated
  using ((select auth.uid()) = user_id);

create trigger exports_touch before update on public.exports
  for each row execute function private.touch_updated_at();

-- The channel of the jobs, so that a process listens once for both: ids of either are never the other's.
create function private.announce_export() returns trigger
language plpgsql set search_path = '' as $$
declare
  export public.exports := case when tg_op = 'DELETE' then old else new end;
begin
  perform pg_notify('job_events', json_build_object('id', export.id, 'userId', export.user_id)::text);
  return null;
end $$;
comment on function private.announce_export() is 'After an export changes or goes: tells the channel job_events.';
revoke all on function private.announce_export() from public;

create trigger exports_announce after update or delete on public.exports
  for each row execute function private.announce_export();
