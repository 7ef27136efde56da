-- Four private buckets: a user puts the originals that were announced, reads their own folders, and that is all.
begin;
select plan(4 + 4 * 6 + 17 + 6);

insert into auth.users (id, email) values
  ('a0000000-0000-4000-8000-000000000001', 'ann@example.com'),
  ('b0000000-0000-4000-8000-000000000002', 'ben@example.com');
insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, status, expires_at)
  select user_id::uuid, 'original', 'originals', user_id || '/' || name, 'image/png', 1, name, status::public.asset_status, now() + interval '1 day'
  from (values
    ('a0000000-0000-4000-8000-000000000001', 'new.png', 'pending'),
    ('a0000000-0000-4000-8000-000000000001', 'there.png', 'pending'),
    ('a0000000-0000-4000-8000-000000000001', 'kept.png', 'ready'),
    ('b0000000-0000-4000-8000-000000000002', 'there.png', 'pending'),
    ('b0000000-0000-4000-8000-000000000002', 'new.png', 'pending')) as announced (user_id, name, status);
create temporary table our_buckets on commit drop as
  select id as bucket from storage.buckets where id in ('originals', 'intermediates', 'artifacts', 'artifacts_previews') order by 1;
grant select on our_buckets to anon, authenticated;
insert into storage.objects (bucket_id, name)
  select bucket, u.id || '/there.png' from our_buckets, public.users u
  where u.id in ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000002');

select results_eq('select bucket from our_buckets',
  array['artifacts', 'artifacts_previews', 'intermediates', 'originals'], 'the four buckets are there');
select is_empty('select id from storage.buckets where public and id in (select bucket from our_buckets)', 'all of them private');
select results_eq('select id, file_size_limit from storage.buckets where id in (select bucket from our_buckets) order by 1',
  $$values ('artifacts', 52428800::bigint), ('artifacts_previews', 10485760), ('intermediates', 52428800), ('originals', 52428800)$$,
  'each with its size limit');
select is_empty($$select id from storage.buckets where id in (select bucket from our_buckets)
    and (allowed_mime_types is null or allowed_mime_types && array['text/html', '*/*', 'application/javascript'])$$,
  'each with a list of types, and nothing a browser would run');

set local role anon;
select is_empty(format('select from storage.objects where bucket_id = %L', bucket), format('anon sees nothing in %s', bucket))
  from our_buckets;
select throws_ok(format('insert into storage.objects (bucket_id, name) values (%L, ''a0000000-0000-4000-8000-000000000001/x.png'')', bucket),
  '42501', null, format('anon puts nothing into %s', bucket)) from our_buckets;

set local role authenticated;
select set_config('request.jwt.claims', '{"sub":"a0000000-0000-4000-8000-000000000001","role":"authenticated"}', true);
select results_eq(format('select name from storage.objects where bucket_id = %L', bucket),
  array['a0000000-0000-4000-8000-000000000001/there.png'], format('Ann sees her own file in %s and no other', bucket)) from our_buckets;
select throws_ok(format('insert into storage.objects (bucket_id, name) values (%L, ''b0000000-0000-4000-8000-000000000002/x.png'')', bucket),
  '42501', null, format('she puts nothing into Ben''s folder of %s', bucket)) from our_buckets;
select is_empty(format('update storage.objects set name = ''a0000000-0000-4000-8000-000000000001/moved.png''
    where bucket_id = %L returning id', bucket), format('she moves nothing in %s', bucket)) from our_buckets;
select is_empty(format('select from storage.objects where bucket_id = %L and name like ''b0000000%%''', bucket),
  format('she does not see Ben''s file in %s', bucket)) from our_buckets;

select lives_ok($$insert into storage.objects (bucket_id, name)
  values ('originals', 'a0000000-0000-4000-8000-000000000001/new.png')$$, 'she uploads an original that was announced');
select throws_ok(format('insert into storage.objects (bucket_id, name) values (''originals'', %L)', path), '42501', null, what)
  from (values
    ('a0000000-0000-4000-8000-000000000001/other.png', 'none that was not'),
    ('a0000000-0000-4000-8000-000000000001/kept.png', 'none whose bytes have been there'),
    ('b0000000-0000-4000-8000-000000000002/new.png', 'none that was announced for Ben'),
    ('a0000000-0000-4000-8000-000000000001/NEW.png', 'none by nearly its name')) as tries (path, what);
select throws_ok(format('insert into storage.objects (bucket_id, name) values (%L, ''a0000000-0000-4000-8000-000000000001/x.png'')', bucket),
  '42501', null, format('she puts nothing into her own folder of %s', bucket)) from our_buckets where bucket <> 'originals';
select throws_ok(format('insert into storage.objects (bucket_id, name) values (''originals'', %L)', name),
  '42501', null, format('nor into originals at %s', name))
  from unnest(array[
    'x.png', '/x.png', '/a0000000-0000-4000-8000-000000000001/x.png', 'x/a0000000-0000-4000-8000-000000000001/x.png',
    'a0000000-0000-4000-8000-000000000001/../b0000000-0000-4000-8000-000000000002/x.png',
    'a0000000-0000-4000-8000-000000000001/deep/x.png', 'A0000000-0000-4000-8000-000000000001/x.png']) as name;
select throws_ok($$insert into storage.objects (bucket_id, name)
  values ('originals', 'a0000000-0000-4000-8000-000000000001/there.png')$$, '23505', null, 'she replaces nothing that is there');
select is_empty($$update storage.objects set bucket_id = 'artifacts' where name like 'a0000000%' returning id$$,
  'and lifts no file into another bucket');

-- A signed link writes past the policies: what was announced is checked where the row is written.
set local role service_role;
select throws_ok($$insert into storage.objects (bucket_id, name, metadata)
  values ('originals', 'b0000000-0000-4000-8000-000000000002/new.png', '{"size": 2}')$$, '42501', null,
  'the service, too, puts no larger original than was announced');
select throws_ok($$insert into storage.objects (bucket_id, name, metadata)
  values ('originals', 'b0000000-0000-4000-8000-000000000002/other.png', '{"size": 1}')$$, '42501', null, 'none that was not');
select lives_ok($$insert into storage.objects (bucket_id, name, metadata)
  values ('originals', 'b0000000-0000-4000-8000-000000000002/new.png', '{"size": 1}')$$, 'one of the size that was');
select throws_ok($$update storage.objects set metadata = '{"size": 5}'
  where name = 'b0000000-0000-4000-8000-000000000002/new.png'$$, '42501', null, 'and makes none larger');
reset role;
update public.assets set expires_at = now() - interval '1 second' where path = 'b0000000-0000-4000-8000-000000000002/there.png';
delete from storage.objects where name = 'b0000000-0000-4000-8000-000000000002/there.png';
select throws_ok($$insert into storage.objects (bucket_id, name, metadata)
  values ('originals', 'b0000000-0000-4000-8000-000000000002/there.png', '{"size": 1}')$$, '42501', null,
  'an upload that is given up takes no bytes any more');
delete from auth.users where id = 'a0000000-0000-4000-8000-000000000001';
select throws_ok($$insert into storage.objects (bucket_id, name, metadata)
  values ('originals', 'a0000000-0000-4000-8000-000000000001/more.png', '{"size": 1}')$$, '42501', null,
  'nor does the link of an account that is gone');

select * from finish();
rollback;
