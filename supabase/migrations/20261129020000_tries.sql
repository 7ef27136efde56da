-- What ends a job that does not succeed: its own failures, counted here, and never the death of a process that drew it.

alter table public.jobs
  add column failures integer not null default 0,
  add column losses integer not null default 0;
comment on column public.jobs.failures is 'How often drawing it failed for a reason that may pass; a few of them end it.';
comment on column public.jobs.losses is 'How often whoever drew it was lost: a killed process, a dead machine. Many of them end it.';

alter table public.jobs
  add constraint jobs_failures_sign check (failures >= 0),
  add constraint jobs_losses_sign check (losses >= 0);

alter table public.workers add column jobs uuid[];
comment on column public.workers.jobs is
  'The jobs and exports it holds deliveries of; what no living worker holds is handed back. Null when it does not say.';

alter table public.workers
  add constraint workers_jobs_count check (cardinality(jobs) <= 1000);
