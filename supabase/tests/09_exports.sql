-- A file is written once at a time, by the server alone, and an end has what belongs to it.
begin;
select plan(12);

insert into auth.users (id, email) values
  ('a0000000-0000-4000-8000-000000000001', 'ann@example.com'),
  ('b0000000-0000-4000-8000-000000000002', 'ben@example.com');
insert into public.jobs (id, user_id, style, recipe, filename, credit_cost)
  select id, id, 'lines', '{}', 'photo.jpg', 1 from public.users;
insert into public.assets (id, user_id, job_id, kind, bucket, path, content_type, bytes, filename, format, expires_at)
  select id, id, id, 'artifact', 'artifacts', id || '/drawing.dxf', 'image/vnd.dxf', 1, 'drawing.dxf', 'dxf', now()
  from public.users;
set local role service_role;

select lives_ok($$insert into public.exports (id, user_id, job_id, format, request)
  select 'e0000000-0000-4000-8000-000000000001', id, id, 'dxf', '{}' from public.users where email like 'ann%'$$,
  'a file is asked for');
select throws_ok($$insert into public.exports (user_id, job_id, format, request)
  select id, id, 'dxf', '{}' from public.users where email like 'ann%'$$, '23505', null, 'once while it is being written');
select lives_ok($$insert into public.exports (user_id, job_id, format, request)
  select id, id, 'dxf', '{}' from public.users where email like 'ben%'$$, 'somebody else''s is another');
select throws_ok($$update public.exports set status = 'completed', finished_at = now()$$, '23514', null,
  'no completion without a file');
select throws_ok($$update public.exports set status = 'failed', finished_at = now()$$, '23514', null,
  'no failure without a reason');
select throws_ok($$update public.exports set status = 'completed', asset_id = user_id$$, '23514', null,
  'no end without its time');
select throws_ok($$update public.exports set request = '[]'$$, '23514', null, 'a request is an object');
select throws_ok($$update public.exports set request = jsonb_build_object('title', repeat('x', 65536))$$, '23514', null,
  'of a bounded size');
select lives_ok($$update public.exports set status = 'completed', finished_at = now(), asset_id = user_id$$,
  'both end well');
select lives_ok($$insert into public.exports (user_id, job_id, format, request)
  select id, id, 'dxf', '{}' from public.users where email like 'ann%'$$, 'after the end the same may be asked for again');

delete from public.assets where id = 'a0000000-0000-4000-8000-000000000001';
select is_empty($$select from public.exports where id = 'e0000000-0000-4000-8000-000000000001'$$,
  'an export goes with its file');
delete from public.jobs where id = 'b0000000-0000-4000-8000-000000000002';
select is_empty($$select from public.exports where job_id = 'b0000000-0000-4000-8000-000000000002'$$,
  'and with its job');

select * from finish();
rollback;
