-- The functions' schema stays out of reach of the API roles.
select format('%s may use schema private', role) as finding
from unnest(array['anon', 'authenticated']) as role
where has_schema_privilege(role, 'private', 'USAGE, CREATE')
