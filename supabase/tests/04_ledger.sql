-- Credits move one way: through private.apply_credit. The ledger only grows and its sum is balance less debt.
begin;
select plan(33);

insert into auth.users (id, email) values
  ('a0000000-0000-4000-8000-000000000001', 'ann@example.com'),
  ('b0000000-0000-4000-8000-000000000002', 'ben@example.com');
update auth.users set email_confirmed_at = now(), last_sign_in_at = now();
do $$ begin perform private.claim_grant(id, email, 3) from public.users; end $$;
insert into public.jobs (id, user_id, style, recipe, filename, credit_cost)
  values ('c0000000-0000-4000-8000-000000000003', 'a0000000-0000-4000-8000-000000000001', 'lines', '{}', 'photo.jpg', 1);

-- The server's own role, too, has no other way.
set local role service_role;
select throws_ok('update public.credits set balance = 99', '42501', null, 'the service cannot set a balance');
select throws_ok('insert into public.credits (user_id) values (gen_random_uuid())', '42501', null, 'nor make one');
select throws_ok('delete from public.credits', '42501', null, 'nor remove one');
select throws_ok($$insert into public.credit_events (user_id, kind, amount, balance_after, ref)
  values ('a0000000-0000-4000-8000-000000000001', 'grant', 9, 12, 'x')$$, '42501', null, 'nor write an event by hand');
select throws_ok('update public.credit_events set amount = 9', '42501', null, 'nor rewrite one');
select throws_ok('delete from public.credit_events', '42501', null, 'nor remove one');
select throws_ok('truncate public.credit_events', '42501', null, 'nor all of them');

select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'debit', -1,
    'c0000000-0000-4000-8000-000000000003', 'c0000000-0000-4000-8000-000000000003', 'Drawing')$$,
  $$values ('applied', 2, 0)$$, 'a debit is applied');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'debit', -1,
    'c0000000-0000-4000-8000-000000000003')$$, $$values ('duplicate', 2, 0)$$, 'its repeat is not');
select results_eq($$select * from private.apply_credit('b0000000-0000-4000-8000-000000000002', 'debit', -1,
    'c0000000-0000-4000-8000-000000000003')$$, $$values ('duplicate', 3, 0)$$, 'not even on another''s account');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'debit', -3, 'too much')$$,
  $$values ('insufficient', 2, 0)$$, 'one beyond the balance is refused');
select is_empty($$select from public.credit_events where ref = 'too much'$$, 'and leaves no trace');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'refund', 1,
    'c0000000-0000-4000-8000-000000000003', 'c0000000-0000-4000-8000-000000000003')$$,
  $$values ('applied', 3, 0)$$, 'a refund of the same job is another kind');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'purchase', 10, 'cs_1')$$,
  $$values ('applied', 13, 0)$$, 'a purchase adds');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'debit', -12, 'spent')$$,
  $$values ('applied', 1, 0)$$, 'and is spent');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'adjustment', -10, 're_1')$$,
  $$values ('applied', 0, 9)$$, 'what is taken back after that becomes debt');
select results_eq($$select balance_after from public.credit_events where ref = 're_1'$$, array[-9], 'which the ledger shows');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'debit', -1, 'broke')$$,
  $$values ('insufficient', 0, 9)$$, 'a debtor spends nothing');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'purchase', 4, 'cs_2')$$,
  $$values ('applied', 0, 5)$$, 'the next purchase pays the debt first');
select results_eq($$select * from private.apply_credit('a0000000-0000-4000-8000-000000000001', 'purchase', 7, 'cs_3')$$,
  $$values ('applied', 2, 0)$$, 'and what is over is theirs');
select throws_ok($$select private.apply_credit('a0000000-0000-4000-8000-000000000001', 'debit', 1, 'wrong sign')$$,
  '23514', null, 'a debit that adds is refused');
select throws_ok($$select private.apply_credit('a0000000-0000-4000-8000-000000000001', 'refund', -1, 'wrong sign')$$,
  '23514', null, 'a refund that takes is refused');
select throws_ok($$select private.apply_credit('a0000000-0000-4000-8000-000000000001', 'adjustment', 0, 'nothing')$$,
  '23514', null, 'an adjustment of nothing is refused');
select throws_ok($$select private.apply_credit('d0000000-0000-4000-8000-000000000004', 'grant', 1, 'nobody')$$,
  'P0002', null, 'credits for nobody are refused');

-- Whoever owns the tables cannot do it by accident either.
reset role;
select throws_ok('update public.credit_events set amount = 9', '23514', null, 'the owner cannot rewrite an event');
select throws_ok($$update public.credit_events set job_id = null where job_id is not null$$, '23514', null,
  'nor cut it from a job that is there');
select throws_ok('delete from public.credit_events', '23514', null, 'nor remove one');
select throws_ok('truncate public.credit_events', '23514', null, 'nor all of them');
select throws_ok($$update public.credits set balance = -1$$, '23514', null, 'a balance below zero is impossible');
select throws_ok($$update public.credits set balance = 1, debt = 1$$, '23514', null, 'so are credits beside a debt');

delete from public.jobs where id = 'c0000000-0000-4000-8000-000000000003';
select results_eq($$select count(*)::int from public.credit_events
    where ref = 'c0000000-0000-4000-8000-000000000003' and job_id is null$$, array[2], 'a deleted job leaves its events');
select is_empty($$select u.id from public.users u join public.credits c on c.user_id = u.id
    where c.balance - c.debt <> (select sum(amount) from public.credit_events e where e.user_id = u.id)$$,
  'every sum equals balance less debt');
delete from auth.users where id = 'a0000000-0000-4000-8000-000000000001';
select is_empty($$select from public.credit_events where user_id = 'a0000000-0000-4000-8000-000000000001'$$,
  'only a deleted account takes its events along');

select * from finish();
rollback;
