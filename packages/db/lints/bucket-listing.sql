-- A policy on the files that does not compare the first folder lets one user list another's.
select format('policy "%s" on storage.objects does not bind the folder to the user', policyname) as finding
from pg_policies
where schemaname = 'storage' and tablename = 'objects' and permissive = 'PERMISSIVE'
  and (cmd <> 'INSERT' and coalesce(qual, '') !~ 'foldername\(name\)\)\[1\] = .*auth\.uid\(\)'
    or cmd in ('INSERT', 'UPDATE', 'ALL') and coalesce(with_check, qual, '') !~ 'foldername\(name\)\)\[1\] = .*auth\.uid\(\)')
