-- People who sign in. An account is an owner, too, and has its id.

create table accounts (
    id          uuid primary key references owners (id) on delete cascade,
    name        text        not null,                    -- as its person wrote it: a name or an e-mail address
    sign_in     text unique,                             -- the same, folded; null = not by a password
    password    text,                                    -- hashed, with the name of the way before it
    issuer      text,                                    -- who vouches for it (OpenID Connect) …
    subject     text,                                    -- … and as whom
    role        text        not null check (role in ('user', 'operator', 'admin')),
    created_at  timestamptz not null default now(),
    disabled_at timestamptz,
    constraint vouched_for_as_somebody check ((issuer is null) = (subject is null)),
    constraint one_account_each unique (issuer, subject),
    constraint a_password_has_a_name check (password is null or sign_in is not null)
);

-- Sessions as Spring Session keeps them. Of the attributes there are texts only: whose it is, and on which device.
create table account_sessions (
    primary_id            char(36)     not null primary key,
    session_id            char(36)     not null unique,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval int          not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100)
);
create index account_sessions_by_expiry on account_sessions (expiry_time);
create index account_sessions_of_account on account_sessions (principal_name);
create table account_sessions_attributes (
    session_primary_id char(36)     not null references account_sessions (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);

-- Links that let people in. Of the token there is a hash only.
create table invites (
    id          text primary key check (id ~ '^[a-z0-9]{12}$'),
    secret_hash text        not null,
    role        text        not null check (role in ('visitor', 'user', 'operator', 'admin')),
    account     uuid references accounts (id) on delete cascade, -- for a new password of this one; null = for somebody new
    note        text        not null default '',
    uses_left   integer     not null check (uses_left >= 0),
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    revoked_at  timestamptz
);

-- Visitors whom a farm that wants an invite lets in.
create table admitted_visitors (
    visitor     uuid primary key,
    invite      text        not null,
    admitted_at timestamptz not null default now()
);

-- Visitors whose cookies count no more: what was theirs is an account's now.
create table revoked_visitors (
    visitor    uuid primary key,
    revoked_at timestamptz not null default now()
);
create index revoked_visitors_by_time on revoked_visitors (revoked_at);

-- Links that count once and stand in no row of their own: those that were followed, for as long as they could be.
create table spent_links (
    nonce      uuid primary key,
    expires_at timestamptz not null
);

-- The link that a visitor keeps in case the cookie gets lost. A new one takes the place of the one before.
create table recovery_links (
    visitor     uuid primary key,
    id          text        not null unique,
    secret_hash text        not null,
    created_at  timestamptz not null default now()
);
