-- A security-definer function runs with its owner's rights: executable by the API roles it is a hole in every policy.
select format('%s may execute %s, which runs as %s', role, p.oid::regprocedure, pg_get_userbyid(p.proowner)) as finding
from pg_proc p, unnest(array['anon', 'authenticated']) as role
where p.pronamespace in (select oid from pg_namespace where nspname in ('public', 'private'))
  and p.prosecdef
  and has_function_privilege(role, p.oid, 'EXECUTE')
