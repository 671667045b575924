package imece.gateway.access;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Visitors whose cookies count no more, because what was theirs is an account's now, or they have deleted everything: whoever shows one
 * is somebody new. Read every two seconds and kept in memory, so that no request costs a query for it.
 */
@Component
class RevokedVisitors implements PeriodicWork {

    private static final Duration READ_EVERY = Duration.ofSeconds(2);

    private final JdbcClient sql;
    private final Set<UUID> revoked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable OffsetDateTime readUntil;

    RevokedVisitors(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Whether this one's cookies count no more. Of one that seems so the row is asked: it may have been brought back a moment ago, and
     * a browser that is made somebody new does not find back.
     */
    boolean include(UUID visitor) {
        return revoked.contains(visitor) && isRevoked(visitor);
    }

    private boolean isRevoked(UUID visitor) {
        return sql.sql("select exists (select from revoked_visitors where visitor = :visitor and not lifted)")
                .param("visitor", visitor)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(READ_EVERY, "read-revoked-visitors", this::read));
    }

    private void read() {
        // A transaction that began earlier may commit later: what is a minute old is read once more.
        List<RevokedVisitor> news = sql.sql("""
                        select visitor, revoked_at, lifted from revoked_visitors
                        where revoked_at > coalesce(cast(:since as timestamptz) - interval '1 minute', '-infinity')""")
                .param("since", readUntil)
                .query((row, number) -> new RevokedVisitor(
                        row.getObject("visitor", UUID.class),
                        row.getObject("revoked_at", OffsetDateTime.class),
                        row.getBoolean("lifted")))
                .list();
        for (RevokedVisitor each : news) {
            if (each.lifted()) {
                revoked.remove(each.visitor());
            } else {
                revoked.add(each.visitor());
            }
            OffsetDateTime until = readUntil;
            if (until == null || each.at().isAfter(until)) {
                readUntil = each.at();
            }
        }
    }

    private record RevokedVisitor(UUID visitor, OffsetDateTime at, boolean lifted) {}
}
