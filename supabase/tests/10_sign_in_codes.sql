-- What is kept of sign-in codes and sessions is the server's alone.
begin;
select plan(12);

insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000001', 'ann@example.com');
insert into auth.sessions (id, user_id) values
  ('50000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001');

set local role service_role;
select lives_ok($$insert into public.sign_in_codes (mailbox) values ('email:x')$$, 'a code is noted');
select throws_ok($$insert into public.sign_in_codes (mailbox) values ('email:x')$$, '23505', null, 'one for each mailbox');
select throws_ok($$update public.sign_in_codes set wrong = -1$$, '23514', null, 'no guesses below none');
select results_eq($$select user_id from private.live_sessions(array['50000000-0000-4000-8000-000000000001',
    '50000000-0000-4000-8000-000000000002']::uuid[])$$,
  array['a0000000-0000-4000-8000-000000000001'::uuid], 'a session lives, one that never was does not');
select throws_ok($$select * from auth.sessions$$, '42501', null, 'the server reads no session table');

set local role anon;
select throws_ok($$select * from public.sign_in_codes$$, '42501', null, 'anon sees no codes');
select throws_ok($$select * from private.live_sessions('{}')$$, '42501', null, 'nor who is signed in');
set local role authenticated;
select set_config('request.jwt.claims', '{"sub":"a0000000-0000-4000-8000-000000000001","role":"authenticated"}', true);
select throws_ok($$select * from public.sign_in_codes$$, '42501', null, 'a user sees no codes');
select throws_ok($$update public.sign_in_codes set wrong = 0$$, '42501', null, 'nor makes guesses undone');
select throws_ok($$delete from public.sign_in_codes$$, '42501', null, 'nor lets one be asked for anew');
select throws_ok($$select * from private.live_sessions('{}')$$, '42501', null, 'nor asks for sessions');
reset role;
delete from auth.sessions;
set local role service_role;
select is_empty($$select * from private.live_sessions(array['50000000-0000-4000-8000-000000000001']::uuid[])$$,
  'an ended session does not live');

select * from finish();
rollback;
