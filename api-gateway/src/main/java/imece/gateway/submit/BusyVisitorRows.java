package imece.gateway.submit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import imece.gateway.turn.TurnPayer.BusyVisitors;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Visitors that have jobs which are not over, by the address that they asked from; at most a second old. */
@Repository
class BusyVisitorRows {

    private static final Duration BELIEVED = Duration.ofSeconds(1);

    /** A visitor that pays alone has its address beside its account. */
    private static final String BUSY = """
            select distinct jobs.owner, coalesce(paid.address, paid.id) as address
            from jobs join turn_accounts paid on paid.id = jobs.turn_account
            join owners on owners.id = jobs.owner and owners.kind = 'visitor'
            where jobs.status in ('queued', 'dispatched', 'processing')""";

    private final JdbcClient sql;
    private final Cache<Boolean, Map<UUID, UUID>> read =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).build();

    BusyVisitorRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** How many there are, if this visitor is one of them and has asked from this address. */
    BusyVisitors beside(UUID visitor, UUID address) {
        Map<UUID, UUID> others = Objects.requireNonNull(read.get(true, all -> read()));
        long same = others.entrySet().stream()
                .filter(each -> !each.getKey().equals(visitor))
                .filter(each -> each.getValue().equals(address))
                .count();
        int all = others.size() + (others.containsKey(visitor) ? 0 : 1);
        return new BusyVisitors(all, Math.toIntExact(same) + 1);
    }

    private Map<UUID, UUID> read() {
        Map<UUID, UUID> addresses = new HashMap<>();
        sql.sql(BUSY).query((ResultSet row) -> {
            addresses.put(row.getObject("owner", UUID.class), row.getObject("address", UUID.class));
        });
        return addresses;
    }
}
