-- What a later migration creates must not be open until somebody remembers to close it.
select format('%s made by postgres in public are granted to %s by default',
  case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' end,
  grantee.rolname) as finding
from pg_default_acl d, aclexplode(d.defaclacl) acl
join pg_roles grantee on grantee.oid = acl.grantee
where d.defaclnamespace = 'public'::regnamespace and d.defaclrole = 'postgres'::regrole
  and d.defaclobjtype in ('r', 'S', 'f')
  and grantee.rolname in ('anon', 'authenticated', 'service_role')
group by 1
