-- A user reads their own rows and nobody else's.
begin;
select plan(8 * 3 + 2);

insert into auth.users (id, email) values
  ('a0000000-0000-4000-8000-000000000001', 'ann@example.com'),
  ('b0000000-0000-4000-8000-000000000002', 'ben@example.com');
update auth.users set email_confirmed_at = now(), last_sign_in_at = now();
do $$ begin perform private.claim_grant(id, email, 3) from public.users; end $$;
insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
  select id, 'original', 'originals', id || '/photo.jpg', 'image/jpeg', 1, 'photo.jpg', now() from public.users;
insert into public.jobs (id, user_id, style, recipe, filename, credit_cost)
  select id, id, 'lines', '{}', 'photo.jpg', 1 from public.users;
insert into public.job_stages (job_id, name, position) select id, 'decode', 0 from public.jobs;
insert into public.exports (user_id, job_id, format, request) select user_id, id, 'dxf', '{}' from public.jobs;
insert into public.purchases (session_id, user_id, pack, credits, amount, currency)
  select 'cs_' || id, id, 'small', 10, 500, 'eur' from public.users;

create temporary table owned (name text, owner text) on commit drop;
insert into owned values
  ('users', 'id'), ('credits', 'user_id'), ('credit_events', 'user_id'), ('assets', 'user_id'), ('jobs', 'user_id'),
  ('job_stages', 'job_id'), ('exports', 'user_id'), ('purchases', 'user_id');
grant select on owned to authenticated;

set local role authenticated;
select set_config('request.jwt.claims', '{"sub":"a0000000-0000-4000-8000-000000000001","role":"authenticated"}', true);
select results_eq(format('select %I from public.%I', owner, name),
  array['a0000000-0000-4000-8000-000000000001'::uuid], format('Ann sees her own row of %s and no other', name)) from owned;

select set_config('request.jwt.claims', '{"sub":"b0000000-0000-4000-8000-000000000002","role":"authenticated"}', true);
select is_empty(format('select from public.%I where %I = ''a0000000-0000-4000-8000-000000000001''', name, owner),
  format('Ben asks for Ann''s row of %s and gets none', name)) from owned;

-- A token without a subject, and one that says it is the service without being it.
select set_config('request.jwt.claims', '{"role":"authenticated"}', true);
select is_empty(format('select from public.%I', name), format('no subject, no row of %s', name)) from owned;
select set_config('request.jwt.claims', '{"sub":"b0000000-0000-4000-8000-000000000002","role":"service_role"}', true);
select results_eq('select id from public.users', array['b0000000-0000-4000-8000-000000000002'::uuid],
  'a role in the claims alone opens nothing');
select is(current_user::text, 'authenticated', 'and the role stays what it was');

select * from finish();
rollback;
