package imece.gateway.owner;

import imece.gateway.owner.Owner.OwnLimits;
import imece.gateway.owner.Owner.UsedToday;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of owners. Whoever locks several kinds of rows locks in this order: conversations, jobs by id, owners by id,
 * messages by id; then only the end of a lane.
 */
@Repository
public class OwnerRows {

    private static final String READ = """
            select o.*, clock_timestamp() as at, u.pictures, u.gpu_millis, u.bytes,
                   (select a.forbidden_until from owners a where a.id = cast(:address as uuid)) as address_forbidden_until
            from owners o left join owner_usage u on u.owner = o.id and u.day = (now() at time zone 'UTC')::date
            where o.id = :id\s""";

    private final JdbcClient sql;

    OwnerRows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * An owner, and what is to be known beside it.
     *
     * @param at when, by the database's clock
     * @param addressForbiddenUntil before when nobody may ask from the address; null = anybody may
     */
    record OwnerReading(
            Owner owner,
            UsedToday used,
            Instant at,
            @Nullable Instant addressForbiddenUntil) {}

    /** What is known of this one; empty if it has never written anything. */
    Optional<OwnerReading> find(UUID id) {
        return read(READ, id, null);
    }

    /**
     * Locks this one's row until the transaction ends; empty if it has none.
     *
     * @throws OwnerMoved if everything of it is somebody else's now
     */
    Optional<OwnerReading> lock(Asker asker) {
        Optional<OwnerReading> found = read(READ + "for update of o", asker.owner(), asker.address());
        found.map(OwnerReading::owner).map(Owner::movedTo).ifPresent(to -> {
            throw new OwnerMoved(to);
        });
        return found;
    }

    /** What is known of who asks, without a lock; empty if it has no row. */
    Optional<OwnerReading> find(Asker asker) {
        return read(READ, asker.owner(), asker.address());
    }

    /** Makes the row of a visitor that has none. */
    void add(UUID visitor) {
        sql.sql("insert into owners (id, kind) values (:id, 'visitor') on conflict (id) do nothing")
                .param("id", visitor)
                .update();
    }

    /** Whether this is somebody without an account or a key. */
    public boolean visitor(UUID id) {
        return find(id).map(OwnerReading::owner).map(Owner::kind).orElse(OwnerKind.VISITOR) == OwnerKind.VISITOR;
    }

    /** Changes what an operator wants changed, of an owner that there is. */
    boolean change(UUID id, OwnerChange change) {
        String set = change.columns().keySet().stream()
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(", "));
        return sql.sql("update owners set " + set + " where id = :id and kind <> 'address'")
                        .params(change.columns())
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Forbids all visitors of an address to ask; null allows them again. */
    void forbidAddress(UUID address, @Nullable Instant until) {
        sql.sql("""
                        insert into owners (id, kind, forbidden_until) values (:id, 'address', :until)
                        on conflict (id) do update set forbidden_until = excluded.forbidden_until""")
                .param("id", address)
                .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Remembers what was granted to an owner whose row is locked. */
    void granted(UUID id, Instant earnedAt, Instant now) {
        sql.sql("update owners set rate_at = :earned, last_seen = :now where id = :id")
                .param("earned", earnedAt.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** Jobs of this one that wait, in all lanes. */
    long waiting(UUID owner) {
        return sql.sql("select count(*) from jobs where owner = :owner and status in ('queued', 'dispatched')")
                .param("owner", owner)
                .query(Long.class)
                .single();
    }

    private Optional<OwnerReading> read(String statement, UUID id, @Nullable UUID address) {
        return sql.sql(statement)
                .param("id", id)
                .param("address", address, Types.OTHER)
                .query(OwnerRows::reading)
                .optional();
    }

    static OwnerReading reading(ResultSet row, int number) throws SQLException {
        return new OwnerReading(
                new Owner(
                        row.getObject("id", UUID.class),
                        OwnerKind.of(row.getString("kind")),
                        Objects.requireNonNull(instant(row, "created_at")),
                        row.getObject("moved_to", UUID.class),
                        instant(row, "rate_at"),
                        instant(row, "forbidden_until"),
                        row.getInt("weight"),
                        new OwnLimits(
                                row.getObject("per_minute", Integer.class),
                                row.getObject("burst", Integer.class),
                                row.getObject("waiting", Integer.class),
                                row.getObject("daily_pictures", Long.class),
                                row.getObject("daily_gpu_seconds", Long.class),
                                row.getObject("daily_bytes", Long.class))),
                new UsedToday(row.getLong("pictures"), row.getLong("gpu_millis"), row.getLong("bytes")),
                Objects.requireNonNull(instant(row, "at")),
                instant(row, "address_forbidden_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
