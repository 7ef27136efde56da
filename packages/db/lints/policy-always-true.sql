-- A policy that is always true is no policy.
select format('policy "%s" on %I.%I lets everything through for %s', policyname, schemaname, tablename, cmd) as finding
from pg_policies
where schemaname in ('public', 'storage') and permissive = 'PERMISSIVE'
  and (btrim(qual, ' ()') = 'true' or btrim(with_check, ' ()') = 'true')
