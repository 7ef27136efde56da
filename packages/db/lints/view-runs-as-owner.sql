-- A view reads with its owner's rights, past the policies, unless it says security_invoker.
select format('view %s reads as %s', c.oid::regclass, pg_get_userbyid(c.relowner)) as finding
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
  and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
