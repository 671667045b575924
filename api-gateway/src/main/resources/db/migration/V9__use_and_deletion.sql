-- What owners have used up is summed by the database itself: so it is the sum of the measured runs, whichever gateway stores them, one
-- of the last version too.

create function sum_up_use(whose uuid, at timestamptz, made bigint, millis bigint, stored bigint) returns void language sql as
$$
    insert into owner_usage as used (owner, day, pictures, gpu_millis, bytes)
    values (whose, (at at time zone 'UTC')::date, made, millis, stored)
    on conflict (owner, day) do update set pictures = used.pictures + excluded.pictures,
        gpu_millis = used.gpu_millis + excluded.gpu_millis, bytes = used.bytes + excluded.bytes
$$;

create function picture_is_used() returns trigger language plpgsql as
$$
begin
    perform sum_up_use(new.owner, new.finished_at, 1, 0, new.bytes);
    return null;
end
$$;
create trigger pictures_are_summed
    after update on jobs
    for each row
    when (new.status = 'complete' and old.status <> 'complete')
execute function picture_is_used();

create function run_is_used() returns trigger language plpgsql as
$$
begin
    perform sum_up_use(jobs.owner, new.ended_at, 0, new.render_millis, 0) from jobs where id = new.job_id;
    return null;
end
$$;
create trigger runs_are_summed
    after update on runs
    for each row
    when (new.render_millis is not null and old.render_millis is null)
execute function run_is_used();

create function upload_is_used() returns trigger language plpgsql as
$$
begin
    perform sum_up_use(new.owner, new.created_at, 0, 0, new.bytes);
    return null;
end
$$;
create trigger uploads_are_summed
    after insert on uploads
    for each row
execute function upload_is_used();

-- What somebody wants gone is hidden at once, and purged a minute later by whichever gateway comes first; until then it can be had
-- back.
create table deletions (
    id       uuid primary key,
    owner    uuid        not null,
    what     text        not null check (what in ('image', 'job', 'conversation', 'upload', 'everything')),
    made_at  timestamptz not null default now(),
    purge_at timestamptz not null
);
create index deletions_due on deletions (purge_at);

alter table jobs
    add column forgotten_by       uuid,                -- the deletion that hides it, and then takes it away
    add column picture_deleted_by uuid,                -- the deletion that hides its picture
    add column picture_deleted_at timestamptz,         -- stays after the picture is gone: its owner wanted that, not the farm
    add constraint only_what_was_made_is_deleted check (picture_deleted_at is null or status = 'complete'),
    add constraint a_deletion_has_its_time check (picture_deleted_by is null or picture_deleted_at is not null);
create index jobs_forgotten on jobs (forgotten_by) where forgotten_by is not null;
create index jobs_without_picture_by on jobs (picture_deleted_by) where picture_deleted_by is not null;
create index jobs_live_that_begin_from on jobs ((spec ->> 'initImageId'))
    where status in ('queued', 'dispatched', 'processing') and spec ->> 'initImageId' is not null;

alter table messages add column deleted_by uuid;
create index messages_deleted on messages (deleted_by) where deleted_by is not null;
alter table conversations add column deleted_by uuid;
create index conversations_deleted on conversations (deleted_by) where deleted_by is not null;
alter table uploads add column deleted_by uuid;
create index uploads_deleted on uploads (deleted_by) where deleted_by is not null;
alter table idempotent_answers add column deleted_by uuid;
create index idempotent_answers_deleted on idempotent_answers (deleted_by) where deleted_by is not null;

-- Jobs whose rows are gone: a picture of theirs that arrives later belongs to nobody, and its file may go.
create table purged_jobs (
    id        uuid primary key,
    purged_at timestamptz not null default now()
);
create index purged_jobs_by_age on purged_jobs (purged_at);

alter table owners add column exporting_until timestamptz; -- somebody takes everything of this owner away at the moment
