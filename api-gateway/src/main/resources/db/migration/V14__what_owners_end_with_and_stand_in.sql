-- An owner that deletes everything ends with it: its cookies, sessions and keys count no more, and nothing is added to it. For a minute
-- it can be had back.
alter table owners add column deleted_by uuid;
create index owners_deleted on owners (deleted_by) where deleted_by is not null;
alter table revoked_visitors add column lifted boolean not null default false; -- counts again; revoked_at says since when

-- A key has limits of its own inside those of whom it belongs to. For the farm's keys they stand in the row of their owner, for a
-- person's in one beside the person's. Users that an app key names stand inside the key.
alter table api_keys add column limits uuid references owners (id);
update api_keys set limits = owner where person is null;
alter table owners add column within uuid; -- refers to nothing: whoever makes a row here waits for no lock of that one
create index owners_within on owners (within) where within is not null;

-- The row whose limits count beside those of the owner: by which key it was asked for or stored.
alter table jobs add column through uuid;
create index jobs_waiting_through on jobs (through) where through is not null and status in ('queued', 'dispatched');
alter table uploads add column through uuid;

create function charged(whose uuid, key uuid) returns setof uuid language sql immutable as
$$
    select whose union select key where key is not null order by 1
$$;

create or replace function picture_is_used() returns trigger language plpgsql as
$$
begin
    perform sum_up_use(each, new.finished_at, 1, 0, new.bytes) from charged(new.owner, new.through) as each;
    return null;
end
$$;

create or replace function run_is_used() returns trigger language plpgsql as
$$
begin
    perform sum_up_use(each, new.ended_at, 0, new.render_millis, 0)
    from jobs, lateral charged(jobs.owner, jobs.through) as each where jobs.id = new.job_id;
    return null;
end
$$;

create or replace function upload_is_used() returns trigger language plpgsql as
$$
begin
    perform sum_up_use(each, new.created_at, 0, 0, new.bytes) from charged(new.owner, new.through) as each;
    return null;
end
$$;
