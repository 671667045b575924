-- A job that the engine of one slot has refused is tried on another one before it ends in error.
alter table jobs
    add column refusals integer not null default 0 check (refusals >= 0);

-- What a picture was really made with where its engine did not use the job's own values: only what differs. Null = all as asked.
alter table jobs
    add column used jsonb;
