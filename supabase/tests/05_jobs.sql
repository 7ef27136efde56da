-- A job goes forward, ends once and stays as it ended.
begin;
select plan(5 * 5 + 17);

insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000001', 'ann@example.com');

-- One job in each status, and from each the way to every other one.
create temporary table states on commit drop as
  select status, row_number() over () as n,
    status in ('completed', 'failed', 'cancelled') as ended
  from unnest(enum_range(null::public.job_status)) status;
grant select on states to service_role;

set local role service_role;
insert into public.jobs (id, user_id, status, style, recipe, filename, credit_cost, started_at, finished_at, result,
    failure, failure_code)
  select ('c0000000-0000-4000-8000-00000000000' || n)::uuid, 'a0000000-0000-4000-8000-000000000001', status, 'lines', '{}',
    'photo.jpg', 1, case when status <> 'pending' then now() end, case when ended then now() end,
    case when status = 'completed' then '{}'::jsonb end,
    case when status = 'failed' then 'It broke.' end, case when status = 'failed' then 'broken' end
  from states;

select case when had.status = wanted.status
    or (had.status = 'pending' and wanted.status in ('processing', 'failed', 'cancelled'))
    or (had.status = 'processing' and wanted.status in ('completed', 'failed', 'cancelled'))
  then lives_ok(attempt, format('%s to %s goes', had.status, wanted.status))
  else throws_like(attempt, '%cannot go from%', format('%s to %s does not', had.status, wanted.status)) end
from states had, states wanted, lateral (
  -- Tried on a copy, so that each attempt starts from the same state.
  select format($attempt$do $do$
    declare copy uuid := gen_random_uuid();
    begin
      insert into public.jobs select (jsonb_populate_record(j, jsonb_build_object('id', copy))).* from public.jobs j
        where id = 'c0000000-0000-4000-8000-00000000000%s';
      update public.jobs set status = %L,
        started_at = coalesce(started_at, now()),
        finished_at = case when %L then coalesce(finished_at, now()) end,
        result = case when %4$L then '{}'::jsonb end,
        failure = case when %5$L then 'It broke.' end, failure_code = case when %5$L then 'broken' end
      where id = copy;
    end $do$$attempt$, had.n, wanted.status, wanted.ended, wanted.status = 'completed', wanted.status = 'failed') as attempt
) tried;

-- The guard speaks of ended jobs even where the status stays.
select throws_ok($$update public.jobs set result = '{"strokes":1}' where status = 'completed'$$, '23514', null,
  'a late duplicate cannot overwrite a result');
select throws_ok($$update public.jobs set failure = 'Something else.' where status = 'failed'$$, '23514', null,
  'nor a reason');
select throws_ok($$update public.jobs set finished_at = now() + interval '1 day' where status = 'cancelled'$$, '23514', null,
  'nor the end');
select throws_ok($$update public.jobs set attempt = attempt + 1 where status = 'completed'$$, '23514', null,
  'nor begin again');
select throws_ok($$update public.jobs set recipe = '{"version":1}' where status = 'pending'$$, '23514', null,
  'the recipe of an order is fixed');
select throws_ok($$update public.jobs set credit_cost = 0 where status = 'pending'$$, '23514', null, 'so is its price');
select throws_ok($$update public.jobs set user_id = gen_random_uuid() where status = 'pending'$$, '23514', null, 'and whose it is');
select throws_ok($$update public.jobs set refunded = true where status = 'completed'$$, '23514', null,
  'a drawing that was delivered is not refunded');
select lives_ok($$update public.jobs set refunded = true where status = 'failed'$$, 'one that failed is');
select throws_ok($$update public.jobs set refunded = false where status = 'failed'$$, '23514', null, 'and stays refunded');
select lives_ok($$update public.jobs set asset_id = null, expires_at = now() where status = 'completed'$$,
  'files may go after the end');

-- Half-said things.
select throws_ok($$update public.jobs set status = 'completed', finished_at = now() where status = 'processing'$$, '23514', null,
  'no completion without a result');
select throws_ok($$update public.jobs set status = 'failed', finished_at = now() where status = 'processing'$$, '23514', null,
  'no failure without a reason');
select throws_ok($$update public.jobs set status = 'cancelled' where status = 'pending'$$, '23514', null,
  'no end without its time');
select throws_ok($$update public.jobs set percent = 101 where status = 'processing'$$, '23514', null, 'no 101 percent');
select lives_ok($$insert into public.jobs (user_id, style, recipe, filename, credit_cost, idempotency_key, request_hash)
  values ('a0000000-0000-4000-8000-000000000001', 'lines', '{}', 'photo.jpg', 1, 'key', 'hash')$$, 'a key is taken');
select throws_ok($$insert into public.jobs (user_id, style, recipe, filename, credit_cost, idempotency_key, request_hash)
  values ('a0000000-0000-4000-8000-000000000001', 'lines', '{}', 'photo.jpg', 1, 'key', 'hash')$$, '23505', null, 'once');

select * from finish();
rollback;
