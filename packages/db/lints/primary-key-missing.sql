-- Rows without a key cannot be named, replicated or repaired.
select format('table %s has no primary key', c.oid::regclass) as finding
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
