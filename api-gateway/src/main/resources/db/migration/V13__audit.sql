-- What was changed about others, or about who may come in: who did it, from where, on what, when. Never a prompt, a password or a
-- secret. It refers to nothing, so it stays when what it speaks of is gone.
create table audit (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default clock_timestamp(),
    who_kind text        not null,
    who_id   text,
    who_name text,                     -- as it was then
    address  text,                     -- from where; null = the farm itself
    what     text        not null,
    on_kind  text        not null,
    on_id    text,
    before   jsonb,
    after    jsonb
);
create index audit_by_age on audit (at);
create index audit_by_who on audit (who_id, id desc) where who_id is not null;
create index audit_by_kind on audit (who_kind, id desc);
create index audit_by_what on audit (what, id desc);
create index audit_by_subject on audit (on_id, id desc) where on_id is not null;

-- Whatever the code believes: what was written down stays as it is, and for a day at least.
create function refuse_forgetting() returns trigger language plpgsql as
$$
begin
    raise exception 'entry % of the audit stays as it is', old.id using errcode = 'check_violation';
end
$$;
create trigger audit_never_changes
    before update on audit
    for each row
execute function refuse_forgetting();
create trigger audit_is_kept
    before delete on audit
    for each row
    when (old.at > now() - interval '23 hours')
execute function refuse_forgetting();
