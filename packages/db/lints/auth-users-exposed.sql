-- Nothing in the API's schema shows the accounts themselves.
select distinct format('%s reads auth.users', r.ev_class::regclass) as finding
from pg_rewrite r
join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
  and d.refclassid = 'pg_class'::regclass and d.refobjid = 'auth.users'::regclass
join pg_class c on c.oid = r.ev_class
where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
