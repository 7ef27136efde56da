-- Rate limits, flags and the workers' heartbeat: the server's own, closed to the API.

create table public.rate_limits (
  key text primary key,
  hits timestamptz[] not null,
  allowed boolean not null,
  expires_at timestamptz(3) not null
);
comment on table public.rate_limits is 'Sliding windows: the times of the hits let through, never more than the limit.';
comment on column public.rate_limits.key is 'Endpoint and subject.';
comment on column public.rate_limits.hits is 'Times of the hits let through that are still in the window, oldest first.';
comment on column public.rate_limits.allowed is 'What the last hit was answered.';
comment on column public.rate_limits.expires_at is 'When the window is empty and the row can go.';

alter table public.rate_limits
  add constraint rate_limits_key_length check (char_length(key) between 1 and 255);

create index rate_limits_expires on public.rate_limits (expires_at);

revoke all on public.rate_limits from anon, authenticated, service_role;
grant select, insert, update, delete on public.rate_limits to service_role;

alter table public.rate_limits enable row level security;

create policy "rate_limits: closed to the API" on public.rate_limits for all to anon, authenticated
  using (false) with check (false);

create table public.flags (
  key text primary key,
  value jsonb not null,
  description text not null
);
comment on table public.flags is 'Switches and numbers that can be changed without a deployment.';
comment on column public.flags.key is 'Name in dotted lower case.';
comment on column public.flags.value is 'Any JSON; the reader says what it expects.';
comment on column public.flags.description is 'What it does and what happens without it.';

alter table public.flags
  add constraint flags_key_shape check (key ~ '^[a-z][a-z0-9_.]{0,79}$'),
  add constraint flags_description_length check (char_length(description) between 1 and 400);

revoke all on public.flags from anon, authenticated, service_role;
grant select, insert, update, delete on public.flags to service_role;

alter table public.flags enable row level security;

create policy "flags: closed to the API" on public.flags for all to anon, authenticated
  using (false) with check (false);

create table public.workers (
  id text primary key,
  started_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now(),
  concurrency integer not null,
  model text,
  provider text
);
comment on table public.workers is 'Running workers, each with its heartbeat: what readiness reads.';
comment on column public.workers.id is 'Made by the worker at start.';
comment on column public.workers.started_at is 'When it started.';
comment on column public.workers.seen_at is 'Its last heartbeat.';
comment on column public.workers.concurrency is 'How many jobs it runs at once.';
comment on column public.workers.model is 'The isolation model it holds warm; null when it has none.';
comment on column public.workers.provider is 'What the model runs on: cuda, coreml, cpu.';

alter table public.workers
  add constraint workers_id_length check (char_length(id) between 1 and 120),
  add constraint workers_concurrency_sign check (concurrency > 0);

create index workers_seen on public.workers (seen_at);

revoke all on public.workers from anon, authenticated, service_role;
grant select, insert, update, delete on public.workers to service_role;

alter table public.workers enable row level security;

create policy "workers: closed to the API" on public.workers for all to anon, authenticated
  using (false) with check (false);
