-- Whether a session still lives: what an access token cannot say of itself until it expires.

create function private.live_sessions(wanted uuid[]) returns table (id uuid, user_id uuid)
language sql stable security definer set search_path = '' as $$
  select sessions.id, sessions.user_id
  from auth.sessions join auth.users on users.id = sessions.user_id
  where sessions.id = any (wanted)
    and (sessions.not_after is null or sessions.not_after > now())
    -- As long as the cookie that carries it lives without being used.
    and coalesce(sessions.refreshed_at at time zone 'utc', sessions.created_at) > now() - interval '30 days'
    and (users.banned_until is null or users.banned_until <= now())
    and users.deleted_at is null
$$;
comment on function private.live_sessions(uuid[]) is 'Those of the sessions that have not ended, with their owners.';
revoke all on function private.live_sessions(uuid[]) from public;
grant execute on function private.live_sessions(uuid[]) to service_role;
