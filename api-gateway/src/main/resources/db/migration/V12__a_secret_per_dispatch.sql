-- The SHA-256 (lower-case hex) of the secret of a job's last dispatch, and the epoch that this dispatch began: events of that epoch
-- show the secret. A gateway of the last release dispatches without one and leaves both as they are; its epoch is another one.
alter table jobs
    add column secret_sha256 text,
    add column secret_epoch  bigint;
