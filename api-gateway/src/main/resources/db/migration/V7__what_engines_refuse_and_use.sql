-- A job that the engine of one slot has refused is tried on another one before it ends in error.
alter table jobs
    add column refusals integer not null default 0 check (refusals >= 0);

-- Samplers and schedulers that not every engine has belong to what is offered.
alter table offers
    drop constraint offers_kind_check;
alter table offers
    add constraint offers_kind_check check (kind in ('checkpoint', 'lora', 'feature', 'sampler', 'scheduler'));

-- What a picture was really made with where its engine did not use the job's own values: only what differs. Null = all as asked.
alter table jobs
    add column used jsonb;
