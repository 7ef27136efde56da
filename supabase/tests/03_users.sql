-- A user may call themselves something else and keep machines of their own; that is all they may change.
begin;
select plan(25);

insert into auth.users (id, email) values
  ('a0000000-0000-4000-8000-000000000001', 'ann@example.com'),
  ('b0000000-0000-4000-8000-000000000002', 'ben@example.com');

select results_eq('select email, tier::text, display_name from public.users where email = ''ann@example.com''',
  $$values ('ann@example.com', 'free', '')$$, 'sign-up makes the profile, on the free tier');
select is_empty('select from public.credit_events', 'and gives nothing: nobody has proved the mailbox');
select results_eq('select balance, debt from public.credits where user_id = ''a0000000-0000-4000-8000-000000000001''',
  'values (0, 0)', 'there is nothing to spend yet');
update auth.users set email = 'ann@example.org' where id = 'a0000000-0000-4000-8000-000000000001';
select results_eq('select email from public.users where id = ''a0000000-0000-4000-8000-000000000001''',
  array['ann@example.org'], 'the profile follows the account''s address');

set local role authenticated;
select set_config('request.jwt.claims', '{"sub":"a0000000-0000-4000-8000-000000000001","role":"authenticated"}', true);
select lives_ok($$update public.users set display_name = 'Ann'$$, 'Ann renames whom she sees');
select throws_ok($$update public.users set display_name = repeat('x', 81)$$, '23514', null, 'but not to a novel');
select throws_ok($$update public.users set tier = 'paid'$$, '42501', null, 'she cannot raise her tier');
select throws_ok($$update public.users set display_name = 'A', tier = 'paid'$$, '42501', null, 'not beside her name either');
select throws_ok($$update public.users set email = 'x@example.com'$$, '42501', null, 'nor change the address here');
select throws_ok($$update public.users set created_at = now()$$, '42501', null, 'nor her age');
select throws_ok($$update public.users set id = gen_random_uuid()$$, '42501', null, 'nor become another');
select is_empty($$update public.users set display_name = 'Mine' where id = 'b0000000-0000-4000-8000-000000000002' returning id$$,
  'she cannot rename Ben');

select lives_ok($$update public.users set devices = '{"desk": {"name": "desk"}}'$$, 'she keeps a machine of her own');
select throws_ok($$update public.users set devices = '[]'$$, '23514', null, 'in an object and nothing else');
select throws_ok($$update public.users set devices = null$$, '23502', null, 'nor in nothing');
select throws_ok($$update public.users set devices = '{"desk": {"name": "other"}}'$$, '23514', null, 'under its own name');
select throws_ok($$update public.users set devices = '{"desk": {}}'$$, '23514', null, 'not without a name');
select throws_ok($$update public.users set devices = '{"desk": [{"name": "desk"}]}'$$, '23514', null, 'and no list in its place');
select throws_ok($$update public.users set devices = (select jsonb_object_agg('d' || i, jsonb_build_object('name', 'd' || i)) from generate_series(1, 21) i)$$,
  '23514', null, 'twenty of them at most');
select throws_ok($$update public.users set devices = jsonb_build_object('desk', jsonb_build_object('name', 'desk', 'label', repeat('x', 600000)))$$,
  '23514', null, 'and none the size of a novel');
select is_empty($$update public.users set devices = '{}' where id = 'b0000000-0000-4000-8000-000000000002' returning id$$,
  'she cannot take Ben''s away');
select set_config('request.jwt.claims', '{"sub":"b0000000-0000-4000-8000-000000000002","role":"authenticated"}', true);
select is_empty($$select from public.users where devices <> '{}'$$, 'and Ben does not see hers');

set local role anon;
select throws_ok($$update public.users set devices = '{}'$$, '42501', null, 'nobody without an account writes any');

reset role;
select results_eq('select id::text, display_name from public.users where id in
    (''a0000000-0000-4000-8000-000000000001'', ''b0000000-0000-4000-8000-000000000002'') order by id',
  $$values ('a0000000-0000-4000-8000-000000000001', 'Ann'), ('b0000000-0000-4000-8000-000000000002', '')$$,
  'what is left is one new name');
select results_eq('select devices from public.users where id = ''a0000000-0000-4000-8000-000000000001''',
  $$values ('{"desk": {"name": "desk"}}'::jsonb)$$, 'and one machine');

select * from finish();
rollback;
