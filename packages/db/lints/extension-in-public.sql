-- An extension's functions in the API's schema become endpoints.
select format('extension %s lives in public', extname) as finding
from pg_extension
where extnamespace = 'public'::regnamespace
