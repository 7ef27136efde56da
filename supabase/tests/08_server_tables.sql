-- What the server keeps for itself says no to values that cannot be.
begin;
select plan(18);

insert into auth.users (id, email) values
  ('a0000000-0000-4000-8000-000000000001', 'ann@example.com'),
  ('b0000000-0000-4000-8000-000000000002', 'ben@example.com');
set local role service_role;

select lives_ok($$insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
  values ('a0000000-0000-4000-8000-000000000001', 'original', 'originals', 'a0000000-0000-4000-8000-000000000001/x.jpg',
    'image/jpeg', 1, 'x.jpg', now())$$, 'an asset in its owner''s folder');
select throws_ok($$insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
  values ('a0000000-0000-4000-8000-000000000001', 'original', 'originals', 'b0000000-0000-4000-8000-000000000002/y.jpg',
    'image/jpeg', 1, 'y.jpg', now())$$, '23514', null, 'none in another''s');
select throws_ok($$insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
  values ('a0000000-0000-4000-8000-000000000001', 'original', 'originals',
    'a0000000-0000-4000-8000-000000000001/../b0000000-0000-4000-8000-000000000002/y.jpg',
    'image/jpeg', 1, 'y.jpg', now())$$, '23514', null, 'none by a detour');
select throws_ok($$insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
  values ('a0000000-0000-4000-8000-000000000001', 'preview', 'originals', 'a0000000-0000-4000-8000-000000000001/z.jpg',
    'image/jpeg', 1, 'z.jpg', now())$$, '23514', null, 'a preview does not go to originals');
select throws_ok($$insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
  values ('a0000000-0000-4000-8000-000000000001', 'original', 'originals', 'a0000000-0000-4000-8000-000000000001/x.jpg',
    'image/jpeg', 1, 'x.jpg', now())$$, '23505', null, 'one row for each file');
select throws_ok($$insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
  values ('a0000000-0000-4000-8000-000000000001', 'original', 'originals', 'a0000000-0000-4000-8000-000000000001/n.jpg',
    'image/jpeg', -1, 'n.jpg', now())$$, '23514', null, 'no file of negative size');

select lives_ok($$insert into public.purchases (session_id, user_id, pack, credits, amount, currency)
  values ('cs_1', 'a0000000-0000-4000-8000-000000000001', 'small', 10, 500, 'eur')$$, 'a purchase is opened');
select throws_ok($$update public.purchases set credits_taken_back = 11$$, '23514', null, 'no more is taken back than was bought');
select throws_ok($$update public.purchases set currency = 'EUR'$$, '23514', null, 'currencies are lower case');
select throws_ok($$insert into public.purchases (session_id, user_id, pack, credits, amount, currency)
  values ('cs_1', 'b0000000-0000-4000-8000-000000000002', 'small', 10, 500, 'eur')$$, '23505', null, 'a session has one buyer');
select lives_ok($$insert into public.stripe_events (id, type, payload) values ('evt_1', 'x', '{}')$$, 'an event is kept');
select throws_ok($$insert into public.stripe_events (id, type, payload) values ('evt_1', 'x', '{}')$$, '23505', null, 'once');
select throws_ok($$insert into public.flags (key, value, description) values ('Not a key', '1', 'x')$$, '23514', null,
  'a flag has a plain name');
select throws_ok($$insert into public.workers (id, concurrency) values ('w', 0)$$, '23514', null, 'a worker works');
select lives_ok($$insert into public.workers (id, concurrency, edge_models) values ('w', 1, array_fill('m'::text, array[100]))$$,
  'a worker with as many models as models.json may describe');
select throws_ok($$update public.workers set edge_models = array_fill('m'::text, array[101])$$, '23514', null, 'and with no more');
select lives_ok($$insert into public.rate_limits (key, hits, allowed, expires_at) values ('k', array[now()], true, now())$$,
  'a window is kept');

-- Everything of a deleted account goes with it.
reset role;
delete from auth.users where id = 'a0000000-0000-4000-8000-000000000001';
select is_empty($$
  select 'users' from public.users where id = 'a0000000-0000-4000-8000-000000000001'
  union all select 'credits' from public.credits where user_id = 'a0000000-0000-4000-8000-000000000001'
  union all select 'events' from public.credit_events where user_id = 'a0000000-0000-4000-8000-000000000001'
  union all select 'assets' from public.assets where user_id = 'a0000000-0000-4000-8000-000000000001'
  union all select 'purchases' from public.purchases where user_id = 'a0000000-0000-4000-8000-000000000001'$$,
  'a deleted account leaves no row');

select * from finish();
rollback;
