-- Makes the role as which gateways log in, and gives it the database that this is run on, with all that is in it.
-- Can be run again at any time, by the superuser; the variable is the password that it has from then on.
do $$
begin
  if not exists (select from pg_roles where rolname = 'imece_gateway') then
    create role imece_gateway;
  end if;
end
$$;

alter role imece_gateway with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';

do $$
declare
  each record;
begin
  execute format('alter database %I owner to imece_gateway', current_database());
  alter schema public owner to imece_gateway;
  -- What a superuser made before there was this role. What belongs to an extension, or to a table, goes with that.
  for each in
    select c.oid::regclass as name
    from pg_class c
    where c.relnamespace = 'public'::regnamespace
      and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and c.relowner <> 'imece_gateway'::regrole
      and not exists (
        select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'e', 'i'))
  loop
    execute format('alter table %s owner to imece_gateway', each.name);
  end loop;
  for each in
    select p.oid::regprocedure as name
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and p.proowner <> 'imece_gateway'::regrole
      and not exists (
        select from pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('alter routine %s owner to imece_gateway', each.name);
  end loop;
  for each in
    select t.oid::regtype as name
    from pg_type t
    where t.typnamespace = 'public'::regnamespace
      and t.typtype in ('d', 'e')
      and t.typowner <> 'imece_gateway'::regrole
      and not exists (
        select from pg_depend d
        where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
  loop
    execute format('alter type %s owner to imece_gateway', each.name);
  end loop;
end
$$;
