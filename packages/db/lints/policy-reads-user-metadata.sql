-- Users write their own user_metadata, so it decides nothing.
select format('policy "%s" on %I.%I reads user metadata', policyname, schemaname, tablename) as finding
from pg_policies
where schemaname in ('public', 'storage')
  and concat(qual, with_check) ~ '(user_metadata|raw_user_meta_data)'
