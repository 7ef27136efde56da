-- updated_at is only true where a trigger writes it.
select format('table %s has updated_at and no trigger that writes it', a.attrelid::regclass) as finding
from pg_attribute a
join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
where a.attname = 'updated_at' and not a.attisdropped
  and not exists (
    select from pg_trigger t
    where t.tgrelid = a.attrelid and t.tgfoid = to_regproc('private.touch_updated_at') and t.tgenabled <> 'D')
