-- The line. A job is a row; its order, place and end are decided here and nowhere else.

create table conversations (
    id         uuid primary key,
    owner      uuid        not null,
    title      text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index conversations_of_owner on conversations (owner, updated_at desc, id desc);

create table messages (
    id              uuid primary key,
    conversation_id uuid        not null references conversations on delete cascade,
    ordinal         bigint      not null generated always as identity unique,
    role            text        not null check (role in ('user', 'bot')),
    content         text        not null,
    metadata        jsonb       not null default '{}',
    created_at      timestamptz not null
);
create index messages_of_conversation on messages (conversation_id, ordinal desc);

create sequence tickets;
create sequence dispatches;

create table jobs (
    id              uuid primary key,
    owner           uuid        not null,
    conversation_id uuid references conversations on delete set null,
    message_id      uuid references messages on delete set null,
    ordinal         integer     not null,            -- place among the jobs of one message
    lane            text        not null,
    ticket          bigint      not null unique,     -- place in the line; kept when a job comes back
    prompt          text        not null,
    spec            jsonb       not null,
    work            bigint      not null,            -- pixels x steps, what the ETA weighs jobs by
    traceparent     text,

    status          text        not null
        check (status in ('queued', 'dispatched', 'processing', 'complete', 'error', 'cancelled')),
    epoch           bigint      not null default 0,  -- how often the gateway has decided about this job
    rev             bigint      not null default 1,  -- raised by each committed change; the browser's version
    attempt         integer     not null default 0,  -- runs whose start was accepted
    failures        integer     not null default 0,  -- runs that failed transiently or whose worker was gone
    note            text,
    not_before      timestamptz,
    dispatch_no     bigint,                          -- kept while it runs: later numbers that started prove a loss
    dispatched_at   timestamptz,

    run_id          uuid,
    delivery        integer,
    worker          text,
    instance        uuid,
    gpu             text,
    gpu_name        text,
    engine          text,
    silent          boolean     not null default false, -- no heartbeat has named the run for a while

    seq             bigint      not null default 0,
    phase           text,
    progress        integer     not null default 0 check (progress between 0 and 100),
    step            integer     not null default 0,
    progress_at     timestamptz,

    sha256          text,
    bytes           bigint,
    width           integer,
    height          integer,
    error_code      text,
    error_message   text,
    error_retryable boolean,

    created_at      timestamptz not null,
    started_at      timestamptz,
    finished_at     timestamptz,

    constraint terminal_means_finished
        check ((status in ('complete', 'error', 'cancelled')) = (finished_at is not null)),
    constraint dispatched_has_a_number
        check ((status <> 'dispatched' or dispatch_no is not null) and (status <> 'queued' or dispatch_no is null)),
    constraint waiting_has_no_run
        check (status not in ('queued', 'dispatched') or run_id is null),
    constraint processing_has_a_run
        check (status <> 'processing' or (run_id is not null and worker is not null and started_at is not null)),
    constraint complete_has_a_picture
        check ((status = 'complete') = (sha256 is not null)),
    constraint complete_has_a_run
        check (status <> 'complete' or run_id is not null),
    constraint error_says_why
        check ((status = 'error') = (error_code is not null)),
    constraint only_queued_waits_for_a_time
        check (not_before is null or status = 'queued')
);
create index jobs_queued on jobs (lane, ticket) where status = 'queued';
create index jobs_dispatched on jobs (lane, dispatch_no) where status = 'dispatched';
create index jobs_by_dispatch on jobs (lane, dispatch_no) where dispatch_no is not null and started_at is not null;
create index jobs_processing on jobs (lane) where status = 'processing';
create index jobs_live_of_owner on jobs (owner) where status in ('queued', 'dispatched', 'processing');
create index jobs_of_owner on jobs (owner, ticket desc);
create index jobs_of_message on jobs (message_id, ordinal);
create index jobs_of_conversation on jobs (conversation_id);
create index jobs_finished_of_owner on jobs (owner, finished_at desc) where finished_at is not null;

-- A terminal state is never left, whatever the code believes.
create function refuse_leaving_a_terminal_state() returns trigger language plpgsql as
$$
begin
    raise exception 'job % is %, which is final; it cannot become %', old.id, old.status, new.status
        using errcode = 'check_violation';
end
$$;
create trigger terminal_stays
    before update on jobs
    for each row
    when (old.status in ('complete', 'error', 'cancelled') and new.status is distinct from old.status)
execute function refuse_leaving_a_terminal_state();

create function refuse_lowering() returns trigger language plpgsql as
$$
begin
    raise exception 'job %: rev % -> %, epoch % -> %; neither ever falls', old.id, old.rev, new.rev, old.epoch, new.epoch
        using errcode = 'check_violation';
end
$$;
create trigger versions_rise
    before update on jobs
    for each row
    when (new.rev < old.rev or new.epoch < old.epoch)
execute function refuse_lowering();

-- One line per run whose start was accepted: the attempts that people see.
create table runs (
    run_id        uuid primary key,
    job_id        uuid        not null references jobs on delete cascade,
    epoch         bigint      not null,
    delivery      integer     not null,
    attempt       integer     not null,
    worker        text        not null,
    gpu           text        not null,
    gpu_name      text        not null,
    engine        text        not null,
    started_at    timestamptz not null,
    ended_at      timestamptz,
    outcome       text check (outcome in ('completed', 'failed', 'released', 'cancelled', 'superseded', 'lost')),
    reason        text,
    render_millis bigint,
    constraint ended_means_outcome check ((ended_at is null) = (outcome is null))
);
create index runs_of_job on runs (job_id, attempt);
create index runs_by_start on runs (started_at);
create index runs_completed on runs (ended_at desc) where outcome = 'completed';

-- The first answer to each keyed request, kept for a day.
create table idempotent_answers (
    owner      uuid        not null,
    key        text        not null,
    body_hash  text        not null,
    answer     text        not null,
    created_at timestamptz not null,
    primary key (owner, key)
);
create index idempotent_answers_by_age on idempotent_answers (created_at);
