-- The code that a mailbox was last sent, and how often it was guessed wrong: guards that sit in the code, not in the mailbox.

create table public.sign_in_codes (
  mailbox text primary key,
  id uuid not null default gen_random_uuid(),
  mailed_at timestamptz(3) not null default now(),
  wrong integer not null default 0,
  unused integer not null default 1
);
comment on table public.sign_in_codes is 'The newest sign-in code of each mailbox: when it was mailed and how often it was guessed wrong, never the code.';
comment on column public.sign_in_codes.mailbox is 'Salted hash of the address.';
comment on column public.sign_in_codes.id is 'Another for each code; what one asker''s guesses are counted by.';
comment on column public.sign_in_codes.mailed_at is 'When the code was mailed; -infinity where guesses came before any mail of ours.';
comment on column public.sign_in_codes.wrong is 'Wrong guesses so far, whoever made them.';
comment on column public.sign_in_codes.unused is 'Codes mailed since the last one that signed somebody in.';

alter table public.sign_in_codes
  add constraint sign_in_codes_mailbox_length check (char_length(mailbox) between 1 and 120),
  add constraint sign_in_codes_wrong_sign check (wrong >= 0),
  add constraint sign_in_codes_unused_sign check (unused >= 0);

create index sign_in_codes_mailed on public.sign_in_codes (mailed_at);

revoke all on public.sign_in_codes from anon, authenticated, service_role;
grant select, insert, update, delete on public.sign_in_codes to service_role;

alter table public.sign_in_codes enable row level security;

create policy "sign_in_codes: closed to the API" on public.sign_in_codes for all to anon, authenticated
  using (false) with check (false);
