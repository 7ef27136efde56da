-- What was announced is checked where the bytes arrive: a file of the originals has its pending row and is no larger
-- than that says, whoever writes it. A signed link passes every policy, so a policy alone cannot see to it; and a link
-- of an account that is gone has no row left. The storage service removes the bytes of a row that is refused.

create function private.guard_original() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  announced bigint;
begin
  if new.bucket_id <> 'originals' then
    return new;
  end if;
  -- Locked, so that whoever removes the row waits for this file and then finds it.
  select a.bytes into announced from public.assets a
    where a.bucket = new.bucket_id and a.path = new.name and a.status = 'pending' and a.expires_at > now()
    for share;
  if not found then
    raise exception 'no upload of % is expected', new.name using errcode = 'insufficient_privilege';
  end if;
  if coalesce((new.metadata ->> 'size')::bigint, 0) > announced then
    raise exception 'the file is larger than the % bytes that were announced', announced
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
comment on function private.guard_original() is
  'Before a row of the originals is written: it was announced, and it is no larger than was announced.';
revoke all on function private.guard_original() from public;

create trigger plotline_guard_original before insert or update of bucket_id, name, metadata on storage.objects
  for each row execute function private.guard_original();
