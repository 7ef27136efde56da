-- Free credits: with the first proved sign-in, once for each mailbox, past the account. Nobody else sees or moves them.
begin;
select plan(25);

insert into auth.users (id, email, email_confirmed_at) values
  ('a0000000-0000-4000-8000-000000000001', 'ann@example.com', now()),
  ('b0000000-0000-4000-8000-000000000002', 'ann+2@example.com', now());

select is(private.claim_grant('a0000000-0000-4000-8000-000000000001', 'ann@example.com', 3), null,
  'an account that a mail was asked for has proved nothing');
update auth.users set last_sign_in_at = now(), email_confirmed_at = null;
select is(private.claim_grant('a0000000-0000-4000-8000-000000000001', 'ann@example.com', 3), null,
  'nor has one whose address is not confirmed');
select is_empty('select from public.grants', 'so nothing is remembered');
select is_empty('select from public.credit_events', 'and nothing is given');

update auth.users set email_confirmed_at = now();
set local role service_role;
select is(private.claim_grant('a0000000-0000-4000-8000-000000000001', 'ann@example.com', 3)::text, 'given',
  'who has signed in is given credits');
select is(private.claim_grant('a0000000-0000-4000-8000-000000000001', 'ann@example.com', 3)::text, 'given',
  'and asks again for nothing');
select is(private.claim_grant('a0000000-0000-4000-8000-000000000001', 'other@example.com', 3)::text, 'given',
  'nor for another mailbox');
select results_eq('select kind::text, amount, ref from public.credit_events',
  $$values ('grant', 3, 'signup:a0000000-0000-4000-8000-000000000001')$$, 'they came once');
select is(private.claim_grant('b0000000-0000-4000-8000-000000000002', 'ann@example.com', 3)::text, 'given_before',
  'another account of the same mailbox has none');
select is(private.claim_grant('b0000000-0000-4000-8000-000000000002', 'new@example.com', 3)::text, 'given_before',
  'whatever it says next');
select results_eq('select balance from public.credits order by user_id', array[3, 0], 'three in all');
select throws_ok($$select private.claim_grant('c0000000-0000-4000-8000-000000000003', 'x@example.com', 3)$$, 'P0002', null,
  'credits for nobody are refused');
select is_empty($$select mailbox from public.grants where mailbox like '%ann%' or mailbox !~ '^[0-9a-f]{64}$'$$,
  'a mailbox stands there as a hash');
select throws_ok('select salt from private.salts', '42501', null, 'whose salt the server itself cannot read');
select throws_ok('delete from public.grants', '42501', null, 'the server forgets none');
select throws_ok($$update public.grants set credits = 0$$, '42501', null, 'and changes none');

reset role;
delete from auth.users where id = 'a0000000-0000-4000-8000-000000000001';
insert into auth.users (id, email, email_confirmed_at, last_sign_in_at)
  values ('d0000000-0000-4000-8000-000000000004', 'ann@example.com', now(), now());
select is(private.claim_grant('d0000000-0000-4000-8000-000000000004', 'ann@example.com', 3)::text, 'given_before',
  'who deletes the account and comes back has had theirs');
select is((select mailbox from public.users where email = 'ann+2@example.com') <> (select mailbox from public.users where email = 'ann@example.com'),
  true, 'the profile knows the mailbox that was last looked at');
update auth.users set email = 'ann@example.net' where email = 'ann@example.com';
select is((select mailbox from public.users where email = 'ann@example.net'), null, 'which a change of address makes void');

set local role authenticated;
select set_config('request.jwt.claims', '{"sub":"d0000000-0000-4000-8000-000000000004","role":"authenticated"}', true);
select throws_ok($$update public.users set mailbox = repeat('0', 64)$$, '42501', null, 'she cannot say whose mailbox it is');
select throws_ok('update public.users set grant_outcome = null', '42501', null, 'nor unmake the outcome');
select throws_ok('update public.users set leaving_at = now()', '42501', null, 'nor leave by hand');
select throws_ok('select from public.grants', '42501', null, 'nor read what was given');
select throws_ok($$select private.claim_grant('d0000000-0000-4000-8000-000000000004', 'x@example.com', 99)$$, '42501', null,
  'nor give herself anything');
set local role anon;
select throws_ok('select from public.grants', '42501', null, 'and anon reads nothing');

select * from finish();
rollback;
