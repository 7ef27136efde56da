-- A public bucket serves every file to whoever guesses a path; one without limits takes anything.
select format('bucket %s is public', id) as finding from storage.buckets where public
union all
select format('bucket %s has no size limit', id) from storage.buckets where file_size_limit is null
union all
select format('bucket %s takes every type', id) from storage.buckets where coalesce(cardinality(allowed_mime_types), 0) = 0
