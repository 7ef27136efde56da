-- Two indexes on the same thing cost every write twice.
select format('indexes %s of %s are the same',
  string_agg(i.indexrelid::regclass::text, ', ' order by i.indexrelid::regclass::text), i.indrelid::regclass) as finding
from pg_index i
join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
join pg_class x on x.oid = i.indexrelid
group by i.indrelid, x.relam, i.indkey::text, i.indclass::text, i.indoption::text,
  pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)
having count(*) > 1
