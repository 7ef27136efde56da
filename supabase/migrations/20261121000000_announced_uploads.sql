-- A file of the originals needs its row in assets first: the app counts those, and nothing is stored beside them.

drop policy "plotline: upload originals to own folder" on storage.objects;

create policy "plotline: upload announced originals" on storage.objects for insert to authenticated
  with check (
    bucket_id = 'originals'
    and (storage.foldername(name))[1] = (select auth.uid())::text
    and exists (
      select from public.assets
      where assets.bucket = objects.bucket_id
        and assets.path = objects.name
        and assets.user_id = (select auth.uid())
        and assets.status = 'pending'));
