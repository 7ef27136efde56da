-- Every permissive policy for the same role and command is evaluated for each row, and the widest one wins.
select format('table %I.%I has %s permissive policies for %s of %s: %s',
  schemaname, tablename, count(*), command, role, string_agg(policyname, ', ' order by policyname)) as finding
from pg_policies,
  unnest(roles) as role,
  unnest(case cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[cmd] end) as command
where schemaname in ('public', 'storage') and permissive = 'PERMISSIVE'
group by schemaname, tablename, command, role
having count(*) > 1
