-- The reconciler looks several times a second for jobs that wait with one loss too many. They are few, however long the line.
create index jobs_queued_failed on jobs (failures) where status = 'queued' and failures > 0;
