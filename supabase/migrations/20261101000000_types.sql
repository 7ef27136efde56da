-- Words of the database, and the floor every later file stands on: nothing is granted that is not named.

-- Hosted projects grant everything in `public` to the API roles by default. Here each table names its own grants.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

-- Functions live in a schema that the HTTP API never exposes.
create schema private;
comment on schema private is 'Functions of the product: never exposed by the HTTP API.';
revoke all on schema private from public;
grant usage on schema private to service_role;

create type public.user_tier as enum ('free', 'paid');
comment on type public.user_tier is 'Which limits and which watermark rule apply to a user.';

create type public.credit_event_kind as enum ('grant', 'purchase', 'debit', 'refund', 'adjustment');
comment on type public.credit_event_kind is
  'Why credits moved: given, bought, spent on a job, returned for a job, taken back or restored by a payment dispute or refund.';

create type public.asset_kind as enum ('original', 'intermediate', 'artifact', 'preview');
comment on type public.asset_kind is 'What a stored file is; it decides the bucket and how long the file is kept.';

create type public.asset_status as enum ('pending', 'ready');
comment on type public.asset_status is 'Pending until the bytes have arrived.';

create type public.job_status as enum ('pending', 'processing', 'completed', 'failed', 'cancelled');
comment on type public.job_status is 'Completed, failed and cancelled are ends: a job never leaves them.';

create type public.stage_status as enum ('pending', 'processing', 'completed', 'failed');
comment on type public.stage_status is 'Where one stage of a job stands.';

create type public.purchase_status as enum ('open', 'processing', 'fulfilled', 'failed');
comment on type public.purchase_status is 'Open until paid, processing while an asynchronous payment is under way.';

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
comment on function private.touch_updated_at() is 'Before update: stamps updated_at.';
revoke all on function private.touch_updated_at() from public;
