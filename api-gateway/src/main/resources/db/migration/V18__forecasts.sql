-- What was told to those who wait, and what came of it: ranges are learnt from the newest of these rows. Older ones go.
create table forecasts (
    no     bigint primary key generated always as identity,
    told   timestamptz not null,
    place  integer     not null, -- its position then
    ahead  bigint      not null, -- how far its turn was ahead of its lane's clock, in GPU-milliseconds
    point  bigint      not null, -- milliseconds from then, as are the others
    low    bigint      not null,
    high   bigint      not null,
    actual bigint      not null
);

-- How true that was, day by day.
create table forecast_days (
    day       date primary key,
    told      bigint           not null,
    held      bigint           not null, -- the picture came within its range
    log_error double precision not null, -- sum of |ln(actual / point)|
    error     bigint           not null  -- sum of |actual - point|, in milliseconds
);

-- Positions are reckoned from one reading of all that wait, of this index alone.
drop index jobs_in_turn;
create index jobs_in_turn on jobs (lane, pinned desc, turn, ticket) include (estimate, owner) where status = 'queued';
