-- A payment that arrives when the account is gone, or is just going, is sent back. What was opened stays known for that:
-- the row of a checkout session outlives the account, without a name.

alter table public.purchases alter column user_id drop not null;
alter table public.purchases drop constraint purchases_user_id_fkey;
alter table public.purchases add constraint purchases_user_id_fkey
  foreign key (user_id) references public.users (id) on delete set null;
comment on table public.purchases is 'One row for each checkout session. Outlives the account, without a name: money may still arrive.';
comment on column public.purchases.user_id is 'Who buys; null once the account was deleted.';

alter table public.purchases add column sent_back_at timestamptz(3);
comment on column public.purchases.sent_back_at is 'When the payment was refunded because there was nobody to give the credits to.';

alter table public.users add column leaving_at timestamptz(3);
comment on column public.users.leaving_at is
  'When the deletion of the account began: from then on nothing is sold to it, and what is paid is sent back.';
