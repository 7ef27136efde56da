-- No function of ours is meant for the API roles; Postgres grants execute to everyone unless it is revoked.
select format('%s may execute %s', role, p.oid::regprocedure) as finding
from pg_proc p, unnest(array['anon', 'authenticated']) as role
where p.pronamespace in (select oid from pg_namespace where nspname in ('public', 'private'))
  and not p.prosecdef
  and has_function_privilege(role, p.oid, 'EXECUTE')
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
