-- Orders and their stages.

create table public.jobs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  asset_id uuid references public.assets (id) on delete set null,
  status public.job_status not null default 'pending',
  style text not null,
  recipe jsonb not null,
  filename text not null,
  credit_cost integer not null,
  idempotency_key text,
  request_hash text,
  attempt integer not null default 0,
  percent smallint not null default 0,
  result jsonb,
  isolated_by text,
  failure_code text,
  failure text,
  refunded boolean not null default false,
  cancel_requested_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  expires_at timestamptz(3),
  updated_at timestamptz(3) not null default now()
);
comment on table public.jobs is 'One order: this image, by this recipe.';
comment on column public.jobs.id is 'Also the ref of the job''s debit and refund.';
comment on column public.jobs.user_id is 'Who ordered it.';
comment on column public.jobs.asset_id is 'The original; null once that has expired.';
comment on column public.jobs.status is 'Ends are final: completed, failed, cancelled.';
comment on column public.jobs.style is 'The recipe''s style, for lists.';
comment on column public.jobs.recipe is 'All parameters, versioned.';
comment on column public.jobs.filename is 'Name of the original, kept after it has expired.';
comment on column public.jobs.credit_cost is 'What was debited.';
comment on column public.jobs.idempotency_key is 'The request''s Idempotency-Key, once per user.';
comment on column public.jobs.request_hash is 'Hash of the request''s body: the same key with another body is refused.';
comment on column public.jobs.attempt is 'How often a worker has begun it.';
comment on column public.jobs.percent is 'Progress over all stages, 0 to 100.';
comment on column public.jobs.result is 'Statistics of the drawing; set when completed and only then.';
comment on column public.jobs.isolated_by is 'Which isolation ran: a model''s name, classical, or null.';
comment on column public.jobs.failure_code is 'Why it failed, for machines.';
comment on column public.jobs.failure is 'Why it failed, a sentence for the user.';
comment on column public.jobs.refunded is 'The debit was returned.';
comment on column public.jobs.cancel_requested_at is 'When the user asked to stop; the worker ends at the next stage.';
comment on column public.jobs.created_at is 'When it was ordered.';
comment on column public.jobs.started_at is 'When a worker first began it.';
comment on column public.jobs.finished_at is 'When it ended.';
comment on column public.jobs.expires_at is 'When its files go.';
comment on column public.jobs.updated_at is 'Last change, by trigger.';

alter table public.jobs
  add constraint jobs_idempotency_key unique (user_id, idempotency_key),
  add constraint jobs_idempotency_length check (char_length(idempotency_key) between 1 and 255),
  add constraint jobs_idempotency_needs_hash check (idempotency_key is null or request_hash is not null),
  add constraint jobs_style_length check (char_length(style) between 1 and 40),
  add constraint jobs_recipe_object check (jsonb_typeof(recipe) = 'object'),
  add constraint jobs_filename_length check (char_length(filename) between 1 and 255),
  add constraint jobs_credit_cost_sign check (credit_cost >= 0),
  add constraint jobs_attempt_sign check (attempt >= 0),
  add constraint jobs_percent_range check (percent between 0 and 100),
  add constraint jobs_result_when_completed check ((status = 'completed') = (result is not null)),
  add constraint jobs_failure_when_failed check (
    (status = 'failed') = (failure is not null) and (failure is null) = (failure_code is null)),
  add constraint jobs_finished_when_ended check ((status in ('pending', 'processing')) = (finished_at is null)),
  add constraint jobs_started_when_worked check (status not in ('processing', 'completed') or started_at is not null),
  add constraint jobs_refund_after_failure check (not refunded or status in ('failed', 'cancelled'));

alter table public.assets
  add constraint assets_job_id_fkey foreign key (job_id) references public.jobs (id) on delete set null;

create index jobs_user_created on public.jobs (user_id, created_at desc, id desc);
create index jobs_asset on public.jobs (asset_id);
create index jobs_open on public.jobs (updated_at) where status in ('pending', 'processing');

revoke all on public.jobs from anon, authenticated, service_role;
grant select on public.jobs to authenticated;
grant select, insert, update, delete on public.jobs to service_role;

alter table public.jobs enable row level security;

create policy "jobs: read own" on public.jobs for select to authenticated
  using ((select auth.uid()) = user_id);

create function private.guard_job() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (new.id, new.user_id, new.style, new.recipe, new.filename, new.credit_cost, new.created_at)
    is distinct from (old.id, old.user_id, old.style, old.recipe, old.filename, old.credit_cost, old.created_at)
    or (new.idempotency_key, new.request_hash) is distinct from (old.idempotency_key, old.request_hash) then
    raise exception 'the order of job % does not change', old.id using errcode = 'check_violation';
  end if;
  if new.status <> old.status and not (
    (old.status = 'pending' and new.status in ('processing', 'failed', 'cancelled'))
    or (old.status = 'processing' and new.status in ('completed', 'failed', 'cancelled'))) then
    raise exception 'job % cannot go from % to %', old.id, old.status, new.status using errcode = 'check_violation';
  end if;
  if old.status in ('completed', 'failed', 'cancelled') and
    (new.result, new.failure_code, new.failure, new.isolated_by, new.started_at, new.finished_at, new.attempt, new.percent)
    is distinct from
    (old.result, old.failure_code, old.failure, old.isolated_by, old.started_at, old.finished_at, old.attempt, old.percent) then
    raise exception 'job % has ended as % and stays so', old.id, old.status using errcode = 'check_violation';
  end if;
  if old.refunded and not new.refunded then
    raise exception 'the refund of job % stays', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
comment on function private.guard_job() is
  'Before update: the order is fixed, the status only moves forward, an ended job stays as it ended.';
revoke all on function private.guard_job() from public;

create trigger jobs_guard before update on public.jobs
  for each row execute function private.guard_job();
create trigger jobs_touch before update on public.jobs
  for each row execute function private.touch_updated_at();

create table public.job_stages (
  job_id uuid not null references public.jobs (id) on delete cascade,
  name text not null,
  position smallint not null,
  status public.stage_status not null default 'pending',
  percent smallint not null default 0,
  ms integer,
  updated_at timestamptz(3) not null default now(),
  primary key (job_id, name)
);
comment on table public.job_stages is 'What a job goes through, in order, with the progress of each stage.';
comment on column public.job_stages.job_id is 'The job.';
comment on column public.job_stages.name is 'The stage, in the engine''s words.';
comment on column public.job_stages.position is 'Order within the job, from 0.';
comment on column public.job_stages.status is 'Where the stage stands.';
comment on column public.job_stages.percent is 'Progress of this stage, 0 to 100.';
comment on column public.job_stages.ms is 'How long it took, in milliseconds; null until it has ended.';
comment on column public.job_stages.updated_at is 'Last change, by trigger.';

alter table public.job_stages
  add constraint job_stages_position_key unique (job_id, position),
  add constraint job_stages_name_length check (char_length(name) between 1 and 40),
  add constraint job_stages_position_sign check (position >= 0),
  add constraint job_stages_percent_range check (percent between 0 and 100),
  add constraint job_stages_ms_sign check (ms >= 0);

revoke all on public.job_stages from anon, authenticated, service_role;
grant select on public.job_stages to authenticated;
grant select, insert, update, delete on public.job_stages to service_role;

alter table public.job_stages enable row level security;

create policy "job_stages: read own" on public.job_stages for select to authenticated
  using (job_id in (select jobs.id from public.jobs where (select auth.uid()) = jobs.user_id));

create trigger job_stages_touch before update on public.job_stages
  for each row execute function private.touch_updated_at();
