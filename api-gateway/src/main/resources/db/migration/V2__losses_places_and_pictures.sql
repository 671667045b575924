-- What a lost run costs its job, where a job does not want to go again, pictures that the farm has removed, and what
-- the gallery narrows by.

alter table jobs
    add column suspicions         integer not null default 0,  -- runs that were lost together with others of their process
    add column avoid_worker       text,                        -- the slot where it has just failed
    add column avoid_gpu          text,
    add column picture_removed_at timestamptz,                 -- by the farm, to keep to its age or size
    add constraint only_what_was_made_is_removed
        check (picture_removed_at is null or status = 'complete'),
    add constraint avoids_a_whole_slot_while_it_waits
        check ((avoid_worker is null) = (avoid_gpu is null)
               and (avoid_worker is null or status in ('queued', 'dispatched'))),
    add constraint counts_are_no_debts
        check (attempt >= 0 and failures between 0 and 3 and suspicions >= 0);

create index jobs_of_owner_by_checkpoint on jobs (owner, (spec ->> 'checkpoint'), ticket desc);
create index jobs_of_owner_by_seed on jobs (owner, ((spec ->> 'seed')::bigint), ticket desc);
create index jobs_of_owner_by_time on jobs (owner, created_at);
create index jobs_with_picture on jobs (finished_at) include (bytes)
    where status = 'complete' and picture_removed_at is null;

-- Which process of a worker ran it. Runs from before this column belong to no process that could still be asked.
alter table runs
    add column instance uuid not null default '00000000-0000-0000-0000-000000000000',
    add column blame    text check (blame in ('failure', 'suspicion')), -- what its loss has cost the job, until it is forgiven
    add constraint only_losses_are_blamed check (blame is null or outcome = 'lost');
alter table runs alter column instance drop default;

create index runs_of_process on runs (instance);
create index runs_blamed on runs (ended_at) where blame is not null;
