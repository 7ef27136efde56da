-- Free credits come with the first proved sign-in, once for each mailbox, and are remembered past the account: by a
-- salted hash, so that nothing here says whose mailbox it was. See docs/decisions/011-once-for-each-mailbox.md.

create type public.grant_outcome as enum ('given', 'given_before', 'network_full');
comment on type public.grant_outcome is
  'What became of the free credits: given; the mailbox had them before; too many today from the same network (asked again later).';

-- Made here, once for each database: it goes with the data into every backup and never into the repository. A new salt
-- would forget every mailbox, so it is not rotated.
create table private.salts (
  name text primary key,
  salt bytea not null,
  created_at timestamptz(3) not null default now()
);
comment on table private.salts is 'Secrets of this database that hashes are made with: read by functions only.';
comment on column private.salts.name is 'What is hashed with it.';
comment on column private.salts.salt is '32 random bytes.';
comment on column private.salts.created_at is 'When it was made.';

alter table private.salts add constraint salts_length check (octet_length(salt) = 32);

revoke all on private.salts from public, anon, authenticated, service_role;
alter table private.salts enable row level security;
insert into private.salts (name, salt) values ('mailbox', extensions.gen_random_bytes(32));

create table public.grants (
  mailbox text primary key,
  credits integer not null,
  given_at timestamptz(3) not null default now()
);
comment on table public.grants is 'Mailboxes that have had their free credits. Outlives the account.';
comment on column public.grants.mailbox is 'Salted hash of the normalised mailbox; the salt is in private.salts.';
comment on column public.grants.credits is 'How many were given.';
comment on column public.grants.given_at is 'When.';

alter table public.grants
  add constraint grants_mailbox_shape check (mailbox ~ '^[0-9a-f]{64}$'),
  add constraint grants_credits_sign check (credits >= 0);

revoke all on public.grants from anon, authenticated, service_role;
grant select on public.grants to service_role;

alter table public.grants enable row level security;

create policy "grants: closed to the API" on public.grants for all to anon, authenticated
  using (false) with check (false);

alter table public.users
  add column mailbox text,
  add column grant_outcome public.grant_outcome;
comment on column public.users.mailbox is
  'Salted hash of the mailbox behind the address; limits are counted by it. Null until the first request after sign-up or a change.';
comment on column public.users.grant_outcome is 'What became of the free credits; null until the first proved sign-in.';

alter table public.users add constraint users_mailbox_shape check (mailbox ~ '^[0-9a-f]{64}$');

-- Whoever is here already has had theirs; their mailbox is written down at their next request.
update public.users set grant_outcome = 'given';

create or replace function private.welcome_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.users (id, email) values (new.id, coalesce(new.email, ''));
  insert into public.credits (user_id) values (new.id);
  return new;
end $$;
comment on function private.welcome_user() is
  'After sign-up: profile and credits row. Asking for a mail makes an account, so nothing is given here.';

create or replace function private.follow_email() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.users set email = coalesce(new.email, ''), mailbox = null where id = new.id;
  return new;
end $$;
comment on function private.follow_email() is
  'After an account''s address changes: the profile follows, and its mailbox is looked at anew.';

create function private.claim_grant(for_user uuid, plain_mailbox text, amount integer)
returns public.grant_outcome
language plpgsql security definer set search_path = '' as $$
declare
  before public.grant_outcome;
  hashed text;
begin
  -- One person's claims queue up here; two accounts of one mailbox queue up at its key in grants.
  select u.grant_outcome into before from public.users u where u.id = for_user for update;
  if not found then
    raise exception 'no user %', for_user using errcode = 'no_data_found';
  end if;
  -- Proved: the auth server has let them in, by a mailed link or code or by a provider. It writes both columns, and
  -- last_sign_in_at only together with a session; an account that was merely asked for has none.
  if not exists (
    select from auth.users a
    where a.id = for_user and a.email_confirmed_at is not null and a.last_sign_in_at is not null) then
    return null;
  end if;
  select encode(extensions.hmac(convert_to(plain_mailbox, 'UTF8'), s.salt, 'sha256'), 'hex') into hashed
    from private.salts s where s.name = 'mailbox';
  update public.users u set mailbox = hashed where u.id = for_user and u.mailbox is distinct from hashed;
  insert into public.grants (mailbox, credits) values (hashed, amount) on conflict do nothing;
  if before in ('given', 'given_before') then
    return before;
  end if;
  if found then
    perform private.apply_credit(for_user, 'grant', amount, 'signup:' || for_user, null, 'Welcome');
    before := 'given';
  else
    before := 'given_before';
  end if;
  update public.users u set grant_outcome = before where u.id = for_user;
  return before;
end $$;
comment on function private.claim_grant(uuid, text, integer) is
  'The free credits of a user who has proved their mailbox, once for each mailbox and each user; null while nothing is proved.';
revoke all on function private.claim_grant(uuid, text, integer) from public;
grant execute on function private.claim_grant(uuid, text, integer) to service_role;
