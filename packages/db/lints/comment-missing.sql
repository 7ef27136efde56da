-- Everything says what it is.
select format('%s has no comment', pg_describe_object(o.classid, o.objid, o.objsubid)) as finding
from (
  select 'pg_class'::regclass, c.oid, 0 from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  union all
  select 'pg_class'::regclass, a.attrelid, a.attnum from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
    where a.attnum > 0 and not a.attisdropped
  union all
  select 'pg_type'::regclass, t.oid, 0 from pg_type t
    where t.typnamespace = 'public'::regnamespace and t.typtype = 'e'
  union all
  select 'pg_proc'::regclass, p.oid, 0 from pg_proc p
    where p.pronamespace in (select oid from pg_namespace where nspname in ('public', 'private'))
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
) o (classid, objid, objsubid)
left join pg_description d on d.classoid = o.classid and d.objoid = o.objid and d.objsubid = o.objsubid
where coalesce(d.description, '') = ''
