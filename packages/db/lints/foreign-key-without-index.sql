-- Deleting a referenced row scans the whole referencing table unless an index begins with the key's columns.
select format('foreign key %s of %s has no index', k.conname, k.conrelid::regclass) as finding
from pg_constraint k
where k.contype = 'f' and k.connamespace = 'public'::regnamespace
  and not exists (
    select from pg_index i
    where i.indrelid = k.conrelid and i.indisvalid and i.indpred is null
      -- int2vector counts from 0: its first columns, in any order.
      and (i.indkey::int2[])[0 : cardinality(k.conkey) - 1] @> k.conkey)
