-- No function of ours answers to the API, and the schema they live in is shut.
begin;
select plan(4 + 2 * 2 + 2);

insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000001', 'ann@example.com');

update auth.users set email_confirmed_at = now(), last_sign_in_at = now();
do $$ begin perform private.claim_grant(id, email, 3) from public.users; end $$;

select is_empty($$select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')$$,
  'public, which the API exposes, holds no function of ours');
select results_eq($$select p.proname::text collate "default" from pg_proc p
    where p.pronamespace = 'private'::regnamespace order by 1$$,
  array['announce_export', 'announce_job', 'announce_stage', 'apply_credit', 'claim_grant', 'follow_email',
    'guard_credit_events', 'guard_job', 'guard_original', 'live_sessions', 'touch_updated_at', 'welcome_user'],
  'these are all the functions; a new one needs its attempts');
select is_empty($$select p.oid::regprocedure, role from pg_proc p, unnest(array['anon', 'authenticated']) role
    where p.pronamespace = 'private'::regnamespace and has_function_privilege(role, p.oid, 'execute')$$,
  'none is executable by anon or a user');
select results_eq($$select p.proname::text collate "default" from pg_proc p
    where p.pronamespace = 'private'::regnamespace and has_function_privilege('service_role', p.oid, 'execute') order by 1$$,
  array['apply_credit', 'claim_grant', 'live_sessions'], 'the server calls these');

set local role anon;
select throws_ok($$select private.apply_credit('a0000000-0000-4000-8000-000000000001', 'grant', 100, 'gift')$$,
  '42501', null, 'anon gives away no credits');
select throws_ok('create function public.mine() returns int language sql as ''select 1''', '42501', null,
  'anon makes no function');
set local role authenticated;
select set_config('request.jwt.claims', '{"sub":"a0000000-0000-4000-8000-000000000001","role":"authenticated"}', true);
select throws_ok($$select private.apply_credit('a0000000-0000-4000-8000-000000000001', 'grant', 100, 'gift')$$,
  '42501', null, 'a user gives themselves no credits');
select throws_ok('create table public.mine (id int)', '42501', null, 'a user makes no table');

reset role;
select results_eq('select balance from public.credits', array[3], 'nothing was given');
select is_empty('select from pg_roles where rolname = current_user and rolsuper', 'all of this without a superuser');

select * from finish();
rollback;
