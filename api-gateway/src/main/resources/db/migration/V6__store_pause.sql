-- That drawn pictures do not reach the picture store, as workers have said: for as long as the row is there, all gateways together
-- dispatch one job now and then, whose picture shows whether they do again.

create table store_pauses (
    only_one boolean primary key default true check (only_one),
    since    timestamptz not null,                   -- the first picture that was given back
    probe_at timestamptz not null                    -- when the next job may be dispatched
);
