-- Whose turn it is (decision 0094): the line is ordered by turns, and one dispatcher plans for all lanes.

-- What owners owe in GPU time. A visitor's account is that of its address.
create table turn_accounts (
    id        uuid primary key,
    next_turn bigint not null,  -- GPU-milliseconds, on the clock of the lane
    lane      text,             -- of the last submit
    address   uuid              -- of a visitor that pays alone: the row of the address that it last asked from
);

-- A lane's clock never falls, in GPU-milliseconds.
create table lane_clocks (
    lane  text primary key,
    clock bigint not null
);

alter table jobs
    add column turn            bigint  not null default 0,      -- place in the line, before the ticket; never changed while it waits
    add column pinned          boolean not null default false,  -- moved to the front by an operator
    add column turn_class      text    not null default 'interactive' check (turn_class in ('interactive', 'batch')),
    add column estimate        bigint  not null default 0,      -- what it was charged with at submit, before its weight; GPU-milliseconds
    add column turn_weight     integer not null default 1000 check (turn_weight between 1 and 100000), -- thousandths, as at submit
    add column turn_account    uuid,                            -- null = nobody is charged: a job of before turns, or of an older gateway
    add column charged         boolean not null default false,  -- the account has been put right at its end
    add column dispatch_term   bigint,                          -- of the dispatcher that handed it out last
    add column assigned_worker text,                            -- the slot that was assigned for it then
    add column assigned_gpu    text;

-- Who waits keeps the order of before, and whoever comes stands behind.
with waiting as (
    select id, row_number() over (order by ticket) as turn from jobs where status in ('queued', 'dispatched')
)
update jobs set turn = waiting.turn, estimate = 25000 from waiting where jobs.id = waiting.id;
insert into lane_clocks (lane, clock)
select lane, (select max(turn) from jobs where status in ('queued', 'dispatched')) from jobs
where status in ('queued', 'dispatched') group by lane;

create index jobs_in_turn on jobs (lane, pinned desc, turn, ticket) where status = 'queued';
create index jobs_charged_to on jobs (turn_account) where status in ('queued', 'dispatched', 'processing');
drop index jobs_queued;
-- Recovery and the list of lanes still ask by lane alone; the new index begins with it, too.

-- A gateway of before turns gives none: its jobs stand where one of usual length would.
create function turn_of_an_older_gateway() returns trigger language plpgsql as
$$
begin
    new.estimate := 25000;
    new.turn := new.estimate + coalesce(
        (select clock from lane_clocks where lane = new.lane),
        (select min(turn) from jobs where status = 'queued'),
        (select max(clock) from lane_clocks),
        0);
    return new;
end
$$;
create trigger turn_is_given
    before insert on jobs
    for each row
    when (new.turn = 0)
execute function turn_of_an_older_gateway();

-- One dispatcher at a time. Each new one raises the term; what an older one still says then changes nothing.
create table dispatch_leadership (
    only_one boolean primary key default true check (only_one),
    term     bigint not null default 0,
    leader   text,
    since    timestamptz
);
insert into dispatch_leadership default values;

-- A job that went before its turn, once for all that it went before: those in these lanes, before it in the order, that had
-- joined by then. Kept until none of them waits.
create table turn_passes (
    no          bigint primary key generated always as identity,
    lanes       text[]  not null,
    pinned      boolean not null,
    turn        bigint  not null,
    ticket      bigint  not null,
    last_ticket bigint  not null,
    work        bigint  not null -- GPU-milliseconds
);

-- Gateways of before turns dispatched lane by lane. They go on accepting, storing and telling, but they number no dispatch.
alter sequence dispatches rename to dispatch_numbers;

-- What a run took of its GPU, of which loading is no part of the charge.
alter table runs
    add column load_millis bigint, -- null = nobody knows
    add column gpu_millis  bigint; -- time on the GPU without loading, shared with the runs beside it; null = render_millis - load_millis

-- Operators let a lane, or the farm ('*'), pause: nothing of it is dispatched, and whoever waits there reads why.
create table line_pauses (
    lane     text primary key,
    sentence text        not null,
    since    timestamptz not null default now()
);
