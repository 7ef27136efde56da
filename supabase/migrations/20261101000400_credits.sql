-- The ledger. sum(credit_events.amount) = credits.balance - credits.debt for every user, always:
-- nobody but private.apply_credit writes either table.

create table public.credits (
  user_id uuid primary key references public.users (id) on delete cascade,
  balance integer not null default 0,
  debt integer not null default 0,
  updated_at timestamptz(3) not null default now()
);
comment on table public.credits is 'What a user can spend, and what they owe.';
comment on column public.credits.user_id is 'The user.';
comment on column public.credits.balance is 'Credits to spend.';
comment on column public.credits.debt is
  'Credits owed: taken back by a payment''s refund or dispute after they had been spent. What comes in next pays it first.';
comment on column public.credits.updated_at is 'Last change, by trigger.';

alter table public.credits
  add constraint credits_balance_sign check (balance >= 0),
  add constraint credits_debt_sign check (debt >= 0),
  add constraint credits_balance_or_debt check (balance = 0 or debt = 0);

revoke all on public.credits from anon, authenticated, service_role;
grant select on public.credits to authenticated, service_role;

alter table public.credits enable row level security;

create policy "credits: read own" on public.credits for select to authenticated
  using ((select auth.uid()) = user_id);

create trigger credits_touch before update on public.credits
  for each row execute function private.touch_updated_at();

create table public.credit_events (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  kind public.credit_event_kind not null,
  amount integer not null,
  balance_after integer not null,
  ref text not null,
  job_id uuid references public.jobs (id) on delete set null,
  note text not null default '',
  created_at timestamptz(3) not null default now()
);
comment on table public.credit_events is 'Every movement of credits. Only grows; a row goes only with its user.';
comment on column public.credit_events.id is 'Order of the ledger.';
comment on column public.credit_events.user_id is 'Whose credits.';
comment on column public.credit_events.kind is 'Why they moved.';
comment on column public.credit_events.amount is 'Signed number of credits: a debit is negative.';
comment on column public.credit_events.balance_after is 'Balance after this event; negative is the debt owed.';
comment on column public.credit_events.ref is 'What caused it, once per kind: job id, checkout session, refund or dispute id.';
comment on column public.credit_events.job_id is 'The job it belongs to; null once the job was deleted.';
comment on column public.credit_events.note is 'A few words for the user.';
comment on column public.credit_events.created_at is 'When it happened.';

alter table public.credit_events
  add constraint credit_events_kind_ref_key unique (kind, ref),
  add constraint credit_events_ref_length check (char_length(ref) between 1 and 255),
  add constraint credit_events_note_length check (char_length(note) <= 255),
  add constraint credit_events_amount_sign check (case kind
    when 'debit' then amount < 0
    when 'adjustment' then amount <> 0
    else amount > 0 end);

create index credit_events_user on public.credit_events (user_id, id desc);
create index credit_events_job on public.credit_events (job_id);

revoke all on public.credit_events from anon, authenticated, service_role;
grant select on public.credit_events to authenticated, service_role;

alter table public.credit_events enable row level security;

create policy "credit_events: read own" on public.credit_events for select to authenticated
  using ((select auth.uid()) = user_id);

create function private.guard_credit_events() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The two foreign keys act by themselves: a deleted user takes the rows along, a deleted job leaves null.
  if tg_op = 'DELETE' and not exists (select from public.users where users.id = old.user_id) then
    return old;
  end if;
  if tg_op = 'UPDATE'
    and old.job_id is not null and new.job_id is null
    and not exists (select from public.jobs where jobs.id = old.job_id)
    and to_jsonb(new) - 'job_id' = to_jsonb(old) - 'job_id' then
    return new;
  end if;
  raise exception 'credit_events only grows: % refused', lower(tg_op) using errcode = 'check_violation';
end $$;
comment on function private.guard_credit_events() is 'Before update, delete or truncate: the ledger only grows.';
revoke all on function private.guard_credit_events() from public;

create trigger credit_events_append_only before update or delete on public.credit_events
  for each row execute function private.guard_credit_events();
create trigger credit_events_no_truncate before truncate on public.credit_events
  for each statement execute function private.guard_credit_events();

create function private.apply_credit(
  for_user uuid, event_kind public.credit_event_kind, event_amount integer,
  event_ref text, event_job uuid default null, event_note text default '',
  out outcome text, out balance integer, out debt integer)
language plpgsql security definer set search_path = '' as $$
declare
  net integer;
begin
  -- One user's events queue up here, so what is read below stays true until commit.
  select c.balance, c.debt into balance, debt from public.credits c where c.user_id = for_user for update;
  if not found then
    raise exception 'no credits row for user %', for_user using errcode = 'no_data_found';
  end if;
  if exists (select from public.credit_events e where e.kind = event_kind and e.ref = event_ref) then
    outcome := 'duplicate';
    return;
  end if;
  net := balance - debt + event_amount;
  if event_kind = 'debit' and net < 0 then
    outcome := 'insufficient';
    return;
  end if;
  insert into public.credit_events (user_id, kind, amount, balance_after, ref, job_id, note)
    values (for_user, event_kind, event_amount, net, event_ref, event_job, event_note)
    on conflict (kind, ref) do nothing;
  if not found then
    outcome := 'duplicate';
    return;
  end if;
  balance := greatest(net, 0);
  debt := greatest(-net, 0);
  update public.credits c set balance = apply_credit.balance, debt = apply_credit.debt where c.user_id = for_user;
  outcome := 'applied';
end $$;
comment on function private.apply_credit(uuid, public.credit_event_kind, integer, text, uuid, text) is
  'The one way credits move: applied, duplicate (same kind and ref: nothing happens) or insufficient (a debit: nothing happens).';
revoke all on function private.apply_credit(uuid, public.credit_event_kind, integer, text, uuid, text) from public;
grant execute on function private.apply_credit(uuid, public.credit_event_kind, integer, text, uuid, text) to service_role;
