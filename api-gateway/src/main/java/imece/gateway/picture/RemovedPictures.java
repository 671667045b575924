package imece.gateway.picture;

import imece.gateway.picture.Retention.Kept;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows know about pictures that are kept, and about those that were removed. */
@Repository
class RemovedPictures {

    private static final String NOTE = "its picture was removed: this farm keeps pictures for a while only";

    private final JdbcClient sql;

    RemovedPictures(JdbcClient sql) {
        this.sql = sql;
    }

    /** The pictures whose jobs ended first. */
    List<Kept> oldest(int most) {
        return sql.sql("""
                        select id, finished_at, bytes from jobs where status = 'complete' and picture_removed_at is null
                        order by finished_at, id limit :most""")
                .param("most", most)
                .query((row, number) -> new Kept(
                        row.getObject("id", UUID.class),
                        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        row.getLong("bytes")))
                .list();
    }

    /** All kept pictures together. */
    long bytes() {
        return sql.sql(
                        "select coalesce(sum(bytes), 0) from jobs where status = 'complete' and picture_removed_at is null")
                .query(Long.class)
                .single();
    }

    /** Marks those of them that still have their picture; a second caller marks none. Returns their ids. */
    List<UUID> markIfKept(Collection<UUID> ids, Instant now) {
        return sql.sql("""
                        update jobs set picture_removed_at = :now, rev = rev + 1, note = :note
                        where id in (select id from jobs where id = any(:ids) order by id for update)
                          and status = 'complete' and picture_removed_at is null
                        returning id""")
                .param("ids", ids.toArray(UUID[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("note", NOTE)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }
}
