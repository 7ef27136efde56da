-- Materialized views and foreign tables know no row level security.
select format('%s %s cannot have policies',
  case c.relkind when 'm' then 'materialized view' else 'foreign table' end, c.oid::regclass) as finding
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('m', 'f')
