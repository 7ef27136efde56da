-- A table of the API without row level security is open to whoever holds a grant.
select format('table %s has no row level security', c.oid::regclass) as finding
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
