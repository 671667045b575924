-- Who may ask beside browsers without an account: people who sign in, and programs that show a key.

-- What this farm's cookies are named after. It never changes, whatever becomes of keys: a cookie knows no port, and two farms on one
-- host would otherwise write over each other's.
create table farm (
    only_row   boolean primary key default true check (only_row),
    cookies    text        not null check (cookies ~ '^[0-9a-f]{8}$'),
    created_at timestamptz not null default now()
);
insert into farm (cookies) values (substr(md5(gen_random_uuid()::text), 1, 8));
create function refuse_another_name() returns trigger language plpgsql as
$$
begin
    raise exception 'the name of this farm''s cookies never changes' using errcode = 'check_violation';
end
$$;
create trigger cookies_keep_their_name
    before update or delete on farm
    for each row
execute function refuse_another_name();

-- What programs show instead of a cookie. Of the secret there is a hash only. Weight and quotas of the farm's keys stand in the row of
-- their owner; those of a person's key are the person's.
create table api_keys (
    id             text primary key check (id ~ '^[a-z0-9]{12}$'),
    secret_hash    text        not null,
    name           text        not null,
    person         uuid references owners (id) on delete cascade,          -- whose key it is; null = the farm's
    owner          uuid        not null references owners (id) on delete cascade, -- whom what it makes belongs to
    scopes         text[]      not null check (scopes <@ array ['draw', 'read', 'operate']),
    app            boolean     not null default false,                     -- whether it may name users of its own
    class          text        not null default 'interactive' check (class in ('interactive', 'batch')),
    origins        text[]      not null default '{}',                      -- pages that may show it
    networks       text[]      not null default '{}',                      -- addresses that may show it; none = all
    created_at     timestamptz not null default now(),
    expires_at     timestamptz,
    revoked_at     timestamptz,
    last_used_at   timestamptz,
    last_used_from text,
    constraint farms_or_persons check (person is null or person = owner)
);
create index api_keys_of_person on api_keys (person) where person is not null;
