-- Machines of one's own, beside those that ship: a setting of the account.

alter table public.users add column devices jsonb not null default '{}';
comment on column public.users.devices is 'The user''s own machines by name, in the schema of those that ship; the app checks each.';
comment on column public.users.display_name is 'What the user calls themselves.';

-- What lies here is read by nobody but its owner; these bounds keep a row a row.
alter table public.users
  add constraint users_devices_shape check (
    jsonb_typeof(devices) = 'object'
    and not jsonb_path_exists(devices, '$.keyvalue() ? (@.value.type() != "object" || !(@.key == @.value.name))')),
  add constraint users_devices_count check (jsonb_array_length(jsonb_path_query_array(devices, '$.*')) <= 20),
  add constraint users_devices_size check (octet_length(devices::text) <= 512 * 1024);

grant update (devices) on public.users to authenticated;

alter policy "users: rename self" on public.users rename to "users: change own";
