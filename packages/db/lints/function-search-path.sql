-- Without a fixed, empty search_path the caller decides what the names in a function mean.
select format('function %s does not set search_path = ''''', p.oid::regprocedure) as finding
from pg_proc p
where p.pronamespace in (select oid from pg_namespace where nspname in ('public', 'private'))
  and not coalesce(p.proconfig @> array['search_path=""'], false)
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
