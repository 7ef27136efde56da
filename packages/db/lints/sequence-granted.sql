-- Whoever may use a sequence may skip its numbers.
select format('%s may use sequence %s', role, c.oid::regclass) as finding
from pg_class c, unnest(array['anon', 'authenticated']) as role
where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
  and has_sequence_privilege(role, c.oid, 'USAGE, SELECT, UPDATE')
