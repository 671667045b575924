package imece.gateway.account;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.CommitAnnouncer;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes everything of a visitor an account's: conversations, jobs, live ones too, pictures, uploads, answers that are kept for
 * repeated requests, and what was used up. The visitor's row says whose it is now, so what comes later follows.
 */
@Component
class OwnerMove {

    private static final int TRIES = 3;

    private final JobWriter writer;
    private final JdbcClient sql;
    private final CommitAnnouncer announcer;
    private final AuditLog audit;

    OwnerMove(JobWriter writer, JdbcClient sql, CommitAnnouncer announcer, AuditLog audit) {
        this.writer = writer;
        this.sql = sql;
        this.announcer = announcer;
        this.audit = audit;
    }

    /**
     * Moves it. Doing it again moves what has come since.
     *
     * @throws Refusal 409 if it is another account's already
     */
    void move(UUID from, UUID to) {
        for (int tries = 1; ; tries++) {
            try {
                UUID now = writer.transaction(tx -> moved(tx, from, to));
                announcer.committed(new ConversationsChanged(now));
                return;
            } catch (PessimisticLockingFailureException crossed) {
                // What joined in between was locked in another order; the other one has gone through by now.
                if (tries == TRIES) {
                    throw crossed;
                }
            }
        }
    }

    private UUID moved(JobTransaction tx, UUID from, UUID to) {
        // Conversations before jobs before owners: the order in which everybody locks.
        give(tx, from, to);
        // What follows is the row of one of them, or is written by whoever holds that.
        sql.sql("insert into owners (id, kind) values (:from, 'visitor') on conflict do nothing")
                .param("from", from)
                .update();
        List<LockedOwner> locked = sql.sql("""
                        select coalesce(moved_to, id), deleted_by is not null
                        from owners where id in (:from, :to) order by id for update""")
                .param("from", from)
                .param("to", to)
                .query((row, number) -> new LockedOwner(row.getObject(1, UUID.class), row.getBoolean(2)))
                .list();
        if (!locked.stream()
                .allMatch(each -> each.now().equals(from) || each.now().equals(to))) {
            throw Refusal.conflict("taken-elsewhere", "What this browser had belongs to another account already.");
        }
        if (locked.stream().anyMatch(LockedOwner::ended)) {
            throw Refusal.conflict("deleted", "What this browser had has just been deleted.");
        }
        // Whoever was about to add something has done so before the row was locked; from now on it follows.
        give(tx, from, to);
        giveUse(from, to);
        sql.sql("insert into revoked_visitors (visitor) values (:from) on conflict do nothing")
                .param("from", from)
                .update();
        sql.sql("update owners set moved_to = :to where id = :from or moved_to = :from")
                .param("from", from)
                .param("to", to)
                .update();
        audit.write(
                AuditAct.BELONGINGS_TAKEN,
                AuditSubject.owner(from),
                Map.of("owner", from.toString()),
                Map.of("owner", to.toString()));
        return to;
    }

    private void give(JobTransaction tx, UUID from, UUID to) {
        run("""
                update conversations set owner = :to
                where id in (select id from conversations where owner = :from order by id for update)""", from, to);
        tx.giveAll(from, to);
        run("update uploads set owner = :to where owner = :from", from, to);
        run("""
                update idempotent_answers a set owner = :to
                where owner = :from
                  and not exists (select from idempotent_answers b where b.owner = :to and b.key = a.key)""", from, to);
    }

    /** An owner whose row is locked, and whose everything of it is now. */
    private record LockedOwner(UUID now, boolean ended) {}

    private void giveUse(UUID from, UUID to) {
        run("update deletions set owner = :to where owner = :from", from, to);
        run("delete from newcomers where owner = :from", from, to);
        run("""
                insert into owner_usage as used (owner, day, pictures, gpu_millis, bytes)
                select :to, day, pictures, gpu_millis, bytes from owner_usage where owner = :from
                on conflict (owner, day) do update set pictures = used.pictures + excluded.pictures,
                    gpu_millis = used.gpu_millis + excluded.gpu_millis, bytes = used.bytes + excluded.bytes""", from, to);
        run("delete from owner_usage where owner = :from", from, to);
    }

    private void run(String statement, UUID from, UUID to) {
        var prepared = sql.sql(statement).param("from", from);
        (statement.contains(":to") ? prepared.param("to", to) : prepared).update();
    }
}
