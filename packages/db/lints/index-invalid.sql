-- An index left behind by a failed build is written and never read.
select format('index %s of %s is not valid', i.indexrelid::regclass, i.indrelid::regclass) as finding
from pg_index i
join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
where not i.indisvalid
