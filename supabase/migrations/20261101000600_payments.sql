-- Checkout sessions of ours and the events Stripe has sent.

create table public.purchases (
  session_id text primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  pack text not null,
  credits integer not null,
  amount integer not null,
  currency text not null,
  status public.purchase_status not null default 'open',
  payment_intent text,
  credits_taken_back integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
comment on table public.purchases is 'One row for each checkout session.';
comment on column public.purchases.session_id is 'Stripe''s checkout session; also the ref of the purchase event.';
comment on column public.purchases.user_id is 'Who buys.';
comment on column public.purchases.pack is 'Which pack, as it was named then.';
comment on column public.purchases.credits is 'Credits in the pack.';
comment on column public.purchases.amount is 'Price in minor units of the currency.';
comment on column public.purchases.currency is 'ISO 4217 code in lower case.';
comment on column public.purchases.status is 'Where the payment stands.';
comment on column public.purchases.payment_intent is 'Stripe''s payment intent, known once there is one; refunds and disputes name it.';
comment on column public.purchases.credits_taken_back is 'How many of the credits refunds and disputes have taken back.';
comment on column public.purchases.created_at is 'When the session was opened.';
comment on column public.purchases.updated_at is 'Last change, by trigger.';

alter table public.purchases
  add constraint purchases_session_id_length check (char_length(session_id) between 1 and 255),
  add constraint purchases_credits_sign check (credits > 0),
  add constraint purchases_amount_sign check (amount > 0),
  add constraint purchases_currency_code check (currency ~ '^[a-z]{3}$'),
  add constraint purchases_taken_back_range check (credits_taken_back between 0 and credits);

create index purchases_user_created on public.purchases (user_id, created_at desc);
create index purchases_payment_intent on public.purchases (payment_intent);
create index purchases_unsettled on public.purchases (created_at) where status in ('open', 'processing');

revoke all on public.purchases from anon, authenticated, service_role;
grant select on public.purchases to authenticated;
grant select, insert, update, delete on public.purchases to service_role;

alter table public.purchases enable row level security;

create policy "purchases: read own" on public.purchases for select to authenticated
  using ((select auth.uid()) = user_id);

create trigger purchases_touch before update on public.purchases
  for each row execute function private.touch_updated_at();

create table public.stripe_events (
  id text primary key,
  type text not null,
  payload jsonb not null,
  received_at timestamptz(3) not null default now(),
  processed_at timestamptz(3),
  error text
);
comment on table public.stripe_events is 'Verified webhook events, each once, whatever Stripe repeats.';
comment on column public.stripe_events.id is 'Stripe''s event id.';
comment on column public.stripe_events.type is 'Stripe''s event type.';
comment on column public.stripe_events.payload is 'The event as it came.';
comment on column public.stripe_events.received_at is 'When it first came.';
comment on column public.stripe_events.processed_at is 'When its effect was committed; null while it is still owed.';
comment on column public.stripe_events.error is 'Why the last try failed.';

alter table public.stripe_events
  add constraint stripe_events_id_length check (char_length(id) between 1 and 255);

create index stripe_events_unprocessed on public.stripe_events (received_at) where processed_at is null;

revoke all on public.stripe_events from anon, authenticated, service_role;
grant select, insert, update, delete on public.stripe_events to service_role;

alter table public.stripe_events enable row level security;

create policy "stripe_events: closed to the API" on public.stripe_events for all to anon, authenticated
  using (false) with check (false);
