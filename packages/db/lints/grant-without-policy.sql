-- A grant that no policy uses is a door somebody may later open by accident. A policy of `false` uses nothing.
select format('%s may %s %s by grant, and no policy needs it', role, lower(command), c.oid::regclass) as finding
from pg_class c,
  unnest(array['anon', 'authenticated']) as role,
  unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) as command
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and (has_table_privilege(role, c.oid, command)
    or (command in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege(role, c.oid, command)))
  and not exists (
    select from pg_policies p
    where p.schemaname = 'public' and p.tablename = c.relname
      and role = any (p.roles) and p.cmd in ('ALL', command)
      and coalesce(p.qual, p.with_check) <> 'false')
