-- Progress reaches the browser by LISTEN job_events: payload {"id": job, "userId": owner}, sent on commit, equal ones once.

create function private.announce_job() returns trigger
language plpgsql set search_path = '' as $$
declare
  job public.jobs := case when tg_op = 'DELETE' then old else new end;
begin
  perform pg_notify('job_events', json_build_object('id', job.id, 'userId', job.user_id)::text);
  return null;
end $$;
comment on function private.announce_job() is 'After any change of a job: tells the channel job_events.';
revoke all on function private.announce_job() from public;

create trigger jobs_announce after insert or update or delete on public.jobs
  for each row execute function private.announce_job();

create function private.announce_stage() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('job_events', json_build_object('id', jobs.id, 'userId', jobs.user_id)::text)
    from public.jobs where jobs.id = new.job_id;
  return null;
end $$;
comment on function private.announce_stage() is 'After a stage appears or changes: tells the channel job_events.';
revoke all on function private.announce_stage() from public;

create trigger job_stages_announce after insert or update on public.job_stages
  for each row execute function private.announce_stage();
