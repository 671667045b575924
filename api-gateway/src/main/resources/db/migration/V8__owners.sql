-- Whom jobs, pictures and conversations belong to. A visitor's row has the id that its cookie holds and stands in the columns named
-- owner; it is made with its first write. Jobs do not refer to it: a gateway of the last version makes none.

create table owners (
    id                uuid primary key,
    kind              text        not null check (kind in ('visitor', 'account', 'key', 'sub-owner', 'address')),
    created_at        timestamptz not null default now(),
    last_seen         timestamptz not null default now(), -- its last write; refreshed once in a while
    moved_to          uuid references owners (id),        -- whose is now what was this one's
    rate_at           timestamptz,                        -- when all that was submitted will have been earned (GCRA)
    forbidden_until   timestamptz,                        -- may not submit before
    weight            integer     not null default 1 check (weight > 0),

    -- What applies to this owner instead of the settings; null = as they say.
    per_minute        integer check (per_minute > 0),
    burst             integer check (burst > 0),
    waiting           integer check (waiting >= 0),
    daily_pictures    bigint check (daily_pictures >= 0),
    daily_gpu_seconds bigint check (daily_gpu_seconds >= 0),
    daily_bytes       bigint check (daily_bytes >= 0),

    constraint moved_elsewhere check (moved_to <> id)
);
create index owners_moved on owners (moved_to) where moved_to is not null;
create index owners_forbidden on owners (forbidden_until) where forbidden_until is not null;

insert into owners (id, kind, created_at, last_seen)
select owner, 'visitor', min(first), max(last)
from (select owner, min(created_at) as first, max(created_at) as last from jobs group by owner
      union all
      select owner, min(created_at), max(updated_at) from conversations group by owner
      union all
      select owner, min(created_at), max(used_at) from uploads group by owner) as written
group by owner;

-- What an owner has used up on a day (UTC). It refers to nothing: whoever forgets a job does not get its share back.
create table owner_usage (
    owner      uuid   not null,
    day        date   not null,
    pictures   bigint not null default 0,
    gpu_millis bigint not null default 0,
    bytes      bigint not null default 0,
    primary key (owner, day)
);
create index owner_usage_by_age on owner_usage (day);
