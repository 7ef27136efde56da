-- Nobody writes through the API, and nobody without an account reads: tried on every table there is.
begin;
select plan(14 * 5 + 14 * 4 + 6 + 1);

insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000001', 'ann@example.com');
create temporary table tables on commit drop as
  select c.relname::text collate "default" as name, (select attname from pg_attribute
    where attrelid = c.oid and (c.relname, attname) not in (('users', 'devices')) order by attnum desc limit 1) as col
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1;
grant select on tables to anon, authenticated;

select results_eq(
  'select name from tables',
  array['assets', 'credit_events', 'credits', 'exports', 'flags', 'grants', 'job_stages', 'jobs', 'purchases', 'rate_limits',
    'sign_in_codes', 'stripe_events', 'users', 'workers'],
  'these are all the tables; a new one needs its attempts');

set local role anon;
select throws_ok(format('select from public.%I', name), '42501', null, format('anon cannot read %s', name)) from tables;
select throws_ok(format('insert into public.%I default values', name), '42501', null, format('anon cannot insert into %s', name)) from tables;
select throws_ok(format('update public.%I set %I = %2$I', name, col), '42501', null, format('anon cannot update %s', name)) from tables;
select throws_ok(format('delete from public.%I', name), '42501', null, format('anon cannot delete from %s', name)) from tables;
select throws_ok(format('truncate public.%I', name), '42501', null, format('anon cannot truncate %s', name)) from tables;

set local role authenticated;
select set_config('request.jwt.claims', '{"sub":"a0000000-0000-4000-8000-000000000001","role":"authenticated"}', true);
select throws_ok(format('insert into public.%I default values', name), '42501', null, format('a user cannot insert into %s', name)) from tables;
select throws_ok(format('update public.%I set %I = %2$I', name, col), '42501', null, format('a user cannot update %s', name)) from tables;
select throws_ok(format('delete from public.%I', name), '42501', null, format('a user cannot delete from %s', name)) from tables;
select throws_ok(format('truncate public.%I', name), '42501', null, format('a user cannot truncate %s', name)) from tables;
select throws_ok(format('select from public.%I', name), '42501', null, format('a user cannot read %s', name))
  from tables where name in ('flags', 'grants', 'rate_limits', 'sign_in_codes', 'stripe_events', 'workers');

select * from finish();
rollback;
