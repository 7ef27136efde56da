-- Stored files of ours.

create table public.assets (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  job_id uuid,
  kind public.asset_kind not null,
  bucket text not null,
  path text not null,
  content_type text not null,
  bytes bigint not null,
  filename text not null,
  status public.asset_status not null default 'pending',
  width integer,
  height integer,
  format text,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
comment on table public.assets is 'Each row is one file in a bucket: row and bytes come and go together.';
comment on column public.assets.id is 'Also the file''s name in the bucket.';
comment on column public.assets.user_id is 'Whose file it is; the first folder of its path.';
comment on column public.assets.job_id is 'The job that made it; null for an original.';
comment on column public.assets.kind is 'What it is; it decides the bucket.';
comment on column public.assets.bucket is 'Storage bucket.';
comment on column public.assets.path is 'userId/assetId.ext within the bucket.';
comment on column public.assets.content_type is 'Media type, as found by the file''s first bytes.';
comment on column public.assets.bytes is 'Size of the file in bytes.';
comment on column public.assets.filename is 'What the user called it, or what a download is called.';
comment on column public.assets.status is 'Pending until the bytes have arrived.';
comment on column public.assets.width is 'Upright pixel width, where it is an image.';
comment on column public.assets.height is 'Upright pixel height, where it is an image.';
comment on column public.assets.format is 'svg, pdf, hpgl …, where it is an artifact.';
comment on column public.assets.created_at is 'When the row was made.';
comment on column public.assets.expires_at is 'From then on the sweep may remove row and bytes.';

alter table public.assets
  add constraint assets_bucket_path_key unique (bucket, path),
  add constraint assets_bucket_of_kind check (bucket = case kind
    when 'original' then 'originals'
    when 'intermediate' then 'intermediates'
    when 'artifact' then 'artifacts'
    when 'preview' then 'artifacts_previews' end),
  add constraint assets_path_in_own_folder check (path ~ '^[0-9a-f-]{36}/[^/]+$' and starts_with(path, user_id || '/')),
  add constraint assets_bytes_sign check (bytes >= 0),
  add constraint assets_width_sign check (width > 0),
  add constraint assets_height_sign check (height > 0),
  add constraint assets_filename_length check (char_length(filename) between 1 and 255),
  add constraint assets_content_type_length check (char_length(content_type) between 1 and 127);

create index assets_user_created on public.assets (user_id, created_at desc);
create index assets_job on public.assets (job_id);
create index assets_expires on public.assets (expires_at);

revoke all on public.assets from anon, authenticated, service_role;
grant select on public.assets to authenticated;
grant select, insert, update, delete on public.assets to service_role;

alter table public.assets enable row level security;

create policy "assets: read own" on public.assets for select to authenticated
  using ((select auth.uid()) = user_id);
