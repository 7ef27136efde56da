-- What happens by itself when an account appears or changes its address.

create function private.welcome_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.users (id, email) values (new.id, coalesce(new.email, ''));
  insert into public.credits (user_id) values (new.id);
  perform private.apply_credit(new.id, 'grant', 3, 'signup:' || new.id, null, 'Welcome');
  return new;
end $$;
comment on function private.welcome_user() is 'After sign-up: profile, credits row and three credits, each once.';
revoke all on function private.welcome_user() from public;

create trigger plotline_welcome after insert on auth.users
  for each row execute function private.welcome_user();

create function private.follow_email() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.users set email = coalesce(new.email, '') where id = new.id;
  return new;
end $$;
comment on function private.follow_email() is 'After an account''s address changes: the profile follows.';
revoke all on function private.follow_email() from public;

create trigger plotline_follow_email after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.follow_email();
