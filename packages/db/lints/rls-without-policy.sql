-- Row level security without a policy closes a table silently; where that is meant, a policy says so.
select format('table %s has row level security and no policy', c.oid::regclass) as finding
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
  and not exists (select from pg_policy p where p.polrelid = c.oid)
