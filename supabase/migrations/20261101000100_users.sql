-- Profiles. Times carry milliseconds, what a JavaScript date holds, so that a time read and sent back is equal.

create table public.users (
  id uuid primary key references auth.users (id) on delete cascade,
  email text not null,
  display_name text not null default '',
  tier public.user_tier not null default 'free',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
comment on table public.users is 'One profile for each account, made by trigger on sign-up and gone with the account.';
comment on column public.users.id is 'The account in auth.users.';
comment on column public.users.email is 'Copy of the account''s address, kept in step by trigger.';
comment on column public.users.display_name is 'What the user calls themselves: the one column they may change.';
comment on column public.users.tier is 'Which limits apply.';
comment on column public.users.created_at is 'When the account was made.';
comment on column public.users.updated_at is 'Last change, by trigger.';

alter table public.users
  add constraint users_email_length check (char_length(email) <= 320),
  add constraint users_display_name_length check (char_length(display_name) <= 80);

create trigger users_touch before update on public.users
  for each row execute function private.touch_updated_at();

revoke all on public.users from anon, authenticated, service_role;
grant select on public.users to authenticated;
grant update (display_name) on public.users to authenticated;
grant select, insert, update, delete on public.users to service_role;

alter table public.users enable row level security;

create policy "users: read own" on public.users for select to authenticated
  using ((select auth.uid()) = id);
create policy "users: rename self" on public.users for update to authenticated
  using ((select auth.uid()) = id) with check ((select auth.uid()) = id);
