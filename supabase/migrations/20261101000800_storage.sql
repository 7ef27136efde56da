-- Four private buckets. The first folder of every path is the owner's id. Users put files only into originals;
-- everything else is written, and everything is removed, by the server.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('originals', 'originals', false, 50 * 1024 * 1024,
    array['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/tiff', 'image/gif', 'image/heic']),
  ('intermediates', 'intermediates', false, 50 * 1024 * 1024,
    array['image/png', 'application/json', 'application/octet-stream']),
  ('artifacts', 'artifacts', false, 50 * 1024 * 1024,
    array['image/svg+xml', 'application/pdf', 'application/json', 'image/png', 'image/vnd.dxf',
      'application/vnd.hp-hpgl', 'text/x-gcode', 'text/plain']),
  ('artifacts_previews', 'artifacts_previews', false, 10 * 1024 * 1024,
    array['image/png', 'image/webp', 'image/jpeg'])
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

create policy "plotline: read own folder" on storage.objects for select to authenticated
  using (
    bucket_id in ('originals', 'intermediates', 'artifacts', 'artifacts_previews')
    and (storage.foldername(name))[1] = (select auth.uid())::text);

create policy "plotline: upload originals to own folder" on storage.objects for insert to authenticated
  with check (
    bucket_id = 'originals'
    and array_length(storage.foldername(name), 1) = 1
    and (storage.foldername(name))[1] = (select auth.uid())::text);
