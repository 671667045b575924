package imece.gateway.owner;

import imece.gateway.http.Refusal;
import imece.gateway.owner.Owner.OwnLimits;
import imece.gateway.owner.Owner.UsedToday;
import imece.gateway.turn.ShareWeight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of owners. Whoever locks several kinds of rows locks in this order: conversations, jobs by id, owners by id,
 * accounts of turns by id, messages by id.
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
     * @param ended whether it has deleted everything, and itself with it
     */
    record OwnerReading(
            Owner owner,
            UsedToday used,
            Instant at,
            @Nullable Instant addressForbiddenUntil,
            boolean ended) {

        /**
         * The same, if it is still there to be added to.
         *
         * @throws OwnerMoved if everything of it is somebody else's now
         * @throws Refusal 401 if it has ended
         */
        OwnerReading present() {
            if (owner.movedTo() != null) {
                throw new OwnerMoved(owner.movedTo());
            }
            if (ended) {
                throw hasEnded();
            }
            return this;
        }
    }

    /** What is known of this one; empty if it has never written anything. */
    Optional<OwnerReading> find(UUID id) {
        return read(READ, id, null);
    }

    /**
     * Locks this one's row until the transaction ends; empty if it has none.
     *
     * @throws OwnerMoved if everything of it is somebody else's now
     * @throws Refusal 401 if it has ended
     */
    Optional<OwnerReading> lock(Asker asker) {
        return read(READ + "for update of o", asker.owner(), asker.address()).map(OwnerReading::present);
    }

    /**
     * Keeps this one from moving and from ending until the transaction ends.
     *
     * @return whether it has a row
     * @throws OwnerMoved if everything of it is somebody else's now
     * @throws Refusal 401 if it has ended
     */
    boolean keep(UUID id) {
        return read(READ + "for share of o", id, null)
                .map(OwnerReading::present)
                .isPresent();
    }

    /** Ends an owner and locks its row; who has moved is not followed, for that would end somebody else. */
    void endIfPresent(UUID id, UUID deletion) {
        int rows = sql.sql("""
                        update owners set deleted_by = :deletion
                        where id = :id and deleted_by is null and moved_to is null""").param("deletion", deletion).param("id", id).update();
        if (rows == 0) {
            throw hasEnded();
        }
    }

    private static Refusal hasEnded() {
        return Refusal.of(
                HttpStatus.UNAUTHORIZED,
                "session-ended",
                "Everything that was yours here has been deleted, and who you were here with it. Load the page again.");
    }

    /** What is known of who asks, without a lock; empty if it has no row. */
    Optional<OwnerReading> find(Asker asker) {
        return read(READ, asker.owner(), asker.address());
    }

    /** Makes the row of a visitor that has none, or of one of the users of an app. */
    void add(Asker asker) {
        sql.sql("insert into owners (id, kind, within) values (:id, :kind, :within) on conflict (id) do nothing")
                .param("id", asker.owner())
                .param("kind", (asker.through() == null ? OwnerKind.VISITOR : OwnerKind.SUB_OWNER).word())
                .param("within", asker.through(), Types.OTHER)
                .update();
    }

    /** How many users an app key has named that have written something. */
    long usersOf(UUID key) {
        return sql.sql("select count(*) from owners where within = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    /** What this one is; empty if it has no row. */
    public Optional<OwnerKind> kind(UUID id) {
        return find(id).map(OwnerReading::owner).map(Owner::kind);
    }

    /** An owner that is no address, whose row is locked until the transaction ends; empty if there is none. */
    Optional<Owner> lockOwner(UUID id) {
        return read(READ + "and o.kind <> 'address' for update of o", id, null).map(OwnerReading::owner);
    }

    /** The row of the address that this one came from; empty unless it has sent no cookie back. */
    Optional<UUID> newcomersAddress(UUID owner) {
        return sql.sql("select cast(address as uuid) from newcomers where owner = :owner")
                .param("owner", owner)
                .query((row, number) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** Until when nobody may ask who comes from the address of this row; locked until the transaction ends. */
    Optional<Instant> forbiddenUntil(UUID address) {
        return sql.sql("select forbidden_until from owners where id = :id for update")
                .param("id", address)
                .query((row, number) -> Optional.ofNullable(instant(row, "forbidden_until")))
                .optional()
                .flatMap(until -> until);
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

    /** Jobs of this one that wait, in all lanes; of a key also those that others asked for by it. */
    long waiting(UUID owner) {
        return sql.sql("""
                        select (select count(*) from jobs where owner = :owner and status in ('queued', 'dispatched'))
                             + (select count(*) from jobs where through = :owner and status in ('queued', 'dispatched'))""").param("owner", owner).query(Long.class).single();
    }

    /** These jobs were asked for by this key. */
    void askedThrough(UUID key, Collection<UUID> jobs) {
        sql.sql("update jobs set through = :key where id = any(:jobs)")
                .param("key", key)
                .param("jobs", jobs.toArray(UUID[]::new))
                .update();
    }

    private Optional<OwnerReading> read(String statement, UUID id, @Nullable UUID address) {
        return sql.sql(statement)
                .param("id", id)
                .param("address", address, Types.OTHER)
                .query(OwnerRows::reading)
                .optional();
    }

    private static OwnerReading reading(ResultSet row, int number) throws SQLException {
        return new OwnerReading(
                owner(row),
                new UsedToday(row.getLong("pictures"), row.getLong("gpu_millis"), row.getLong("bytes")),
                at(row),
                instant(row, "address_forbidden_until"),
                row.getObject("deleted_by") != null);
    }

    /** The owner in the present row of a statement that returns all of its columns. */
    static Owner owner(ResultSet row) throws SQLException {
        return new Owner(
                row.getObject("id", UUID.class),
                OwnerKind.of(row.getString("kind")),
                Objects.requireNonNull(instant(row, "created_at")),
                row.getObject("within", UUID.class),
                row.getObject("moved_to", UUID.class),
                instant(row, "rate_at"),
                instant(row, "forbidden_until"),
                ShareWeight.of(row.getDouble("weight")),
                new OwnLimits(
                        row.getObject("per_minute", Integer.class),
                        row.getObject("burst", Integer.class),
                        row.getObject("waiting", Integer.class),
                        row.getObject("daily_pictures", Long.class),
                        row.getObject("daily_gpu_seconds", Long.class),
                        row.getObject("daily_bytes", Long.class)));
    }

    /** The time by the database's clock, of a statement that returns it beside. */
    static Instant at(ResultSet row) throws SQLException {
        return Objects.requireNonNull(instant(row, "at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
