-- Development data for `supabase db reset`: two people with a history, and a flag to play with.
-- Runs after the migrations, once on an empty database; a second run changes nothing.
-- Sign in as either with a mailed link; their jobs carry no files, as if those had expired.

insert into auth.users (id, aud, role, email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
  last_sign_in_at, confirmation_token, recovery_token, email_change, email_change_token_new, created_at, updated_at)
values
  ('11111111-1111-4111-8111-111111111111', 'authenticated', 'authenticated', 'ada@example.com', now(),
    '{"provider":"email","providers":["email"]}', '{}', now(), '', '', '', '', now() - interval '40 days', now()),
  ('22222222-2222-4222-8222-222222222222', 'authenticated', 'authenticated', 'ben@example.com', now(),
    '{"provider":"email","providers":["email"]}', '{}', now(), '', '', '', '', now() - interval '3 days', now())
on conflict (id) do nothing;
-- Hosted auth only finds users of the zero instance; the embedded one has no such column.
do $$ begin
  if exists (select from information_schema.columns
    where table_schema = 'auth' and table_name = 'users' and column_name = 'instance_id') then
    execute 'update auth.users set instance_id = ''00000000-0000-0000-0000-000000000000''
      where instance_id is null and email in (''ada@example.com'', ''ben@example.com'')';
  end if;
end $$;

update public.users set display_name = 'Ada', tier = 'paid' where id = '11111111-1111-4111-8111-111111111111';
update public.users set display_name = 'Ben' where id = '22222222-2222-4222-8222-222222222222';

select private.claim_grant(id, email, 3) from public.users
  where id in ('11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222');

insert into public.purchases (session_id, user_id, pack, credits, amount, currency, status, payment_intent)
values ('cs_seed_ada', '11111111-1111-4111-8111-111111111111', 'medium', 50, 2000, 'eur', 'fulfilled', 'pi_seed_ada')
on conflict (session_id) do nothing;
select private.apply_credit('11111111-1111-4111-8111-111111111111', 'purchase', 50, 'cs_seed_ada', null, '50 credits');

insert into public.jobs (id, user_id, status, style, recipe, filename, credit_cost, attempt, percent, result,
  failure_code, failure, created_at, started_at, finished_at)
values
  ('aaaaaaaa-0000-4000-8000-000000000001', '11111111-1111-4111-8111-111111111111', 'completed', 'hatch',
    '{"version":1,"style":"hatch"}', 'harbour.jpg', 1, 1, 100,
    '{"strokes":1840,"points":21400,"penDownMm":21300,"penUpMm":3900,"plotSeconds":840,"widthMm":210,"heightMm":297,"layers":[{"name":"Black","color":"#1b1f2a","strokes":1840}],"isolatedBy":null,"warnings":[]}',
    null, null, now() - interval '12 days', now() - interval '12 days', now() - interval '12 days'),
  ('aaaaaaaa-0000-4000-8000-000000000002', '11111111-1111-4111-8111-111111111111', 'failed', 'lines',
    '{"version":1,"style":"lines"}', 'broken.png', 1, 1, 0, null,
    'unreadable_image', 'The image cannot be read: the file ends too early. Your credit was returned.',
    now() - interval '11 days', now() - interval '11 days', now() - interval '11 days')
on conflict (id) do nothing;
select private.apply_credit('11111111-1111-4111-8111-111111111111', 'debit', -1, id::text, id, 'Drawing of ' || filename)
  from public.jobs where user_id = '11111111-1111-4111-8111-111111111111' order by created_at;
select private.apply_credit('11111111-1111-4111-8111-111111111111', 'refund', 1, id::text, id, 'Refund for ' || filename)
  from public.jobs where user_id = '11111111-1111-4111-8111-111111111111' and status = 'failed';
update public.jobs set refunded = true where id = 'aaaaaaaa-0000-4000-8000-000000000002' and not refunded;

insert into public.flags (key, value, description)
values ('uploads.max_bytes', '{"free": 26214400}', 'Largest upload by tier, in bytes; without it every tier has the contract''s 50 MB.')
on conflict (key) do nothing;
