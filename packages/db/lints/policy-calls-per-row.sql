-- auth.uid() and current_setting() are evaluated for every row unless wrapped: (select auth.uid()).
select format('policy "%s" on %I.%I calls %s for every row', p.policyname, p.schemaname, p.tablename, call[1]) as finding
from pg_policies p,
  -- What Postgres prints for a wrapped call is "( SELECT auth.uid() AS uid)"; with those gone, any call left is bare.
  lateral regexp_matches(
    regexp_replace(coalesce(p.qual, '') || ' ' || coalesce(p.with_check, ''),
      '\( *SELECT (auth\.(uid|role|email|jwt)\(\)|current_setting\([^)]*\))[^)]*\)', '', 'gi'),
    '(auth\.(?:uid|role|email|jwt)|current_setting)\(', 'gi') as call
where p.schemaname in ('public', 'storage')
