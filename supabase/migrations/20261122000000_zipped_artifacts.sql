-- A drawing may leave as one file per pen, zipped.

update storage.buckets
  set allowed_mime_types = array_append(allowed_mime_types, 'application/zip')
  where id = 'artifacts' and not 'application/zip' = any (allowed_mime_types);
