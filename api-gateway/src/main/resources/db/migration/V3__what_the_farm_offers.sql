-- What workers have said that their engines can load and do, so that a job may wait for one that is away for a while; and
-- the pictures that jobs begin from.

create table offers (
    kind        text        not null check (kind in ('checkpoint', 'lora', 'feature')),
    name        text        not null,
    reported_at timestamptz not null,                -- last said so by a live slot; written about once a minute
    primary key (kind, name)
);
create index offers_by_age on offers (reported_at);

create table uploads (
    id         uuid primary key,
    owner      uuid        not null,
    media_type text        not null check (media_type in ('image/png', 'image/jpeg')),
    width      integer     not null check (width > 0),
    height     integer     not null check (height > 0),
    bytes      bigint      not null check (bytes > 0),
    created_at timestamptz not null,
    used_at    timestamptz not null                  -- when it was uploaded, or a job last asked for it
);
create index uploads_of_owner on uploads (owner);
create index uploads_by_use on uploads (used_at);
