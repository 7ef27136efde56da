-- A policy without a role runs for anonymous callers, too.
select format('policy "%s" on %I.%I names no role', policyname, schemaname, tablename) as finding
from pg_policies
where schemaname in ('public', 'storage') and 'public' = any (roles)
