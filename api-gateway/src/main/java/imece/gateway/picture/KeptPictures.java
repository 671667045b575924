package imece.gateway.picture;

import imece.gateway.picture.Retention.Kept;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows know about pictures that are kept. */
@Repository
class KeptPictures {

    private final JdbcClient sql;

    KeptPictures(JdbcClient sql) {
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

    /** The time by the clock that dated their ends. */
    Instant now() {
        return sql.sql("select now()")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** All kept pictures together. */
    long bytes() {
        return sql.sql(
                        "select coalesce(sum(bytes), 0) from jobs where status = 'complete' and picture_removed_at is null")
                .query(Long.class)
                .single();
    }
}
