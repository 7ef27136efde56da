-- A constraint that was never checked says nothing of the rows that are there.
select format('constraint %s of %s is not validated', conname, conrelid::regclass) as finding
from pg_constraint
where connamespace = 'public'::regnamespace and not convalidated
