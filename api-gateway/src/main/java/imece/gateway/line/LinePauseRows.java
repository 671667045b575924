package imece.gateway.line;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what operators let pause. */
@Repository
class LinePauseRows {

    private final JdbcClient sql;

    LinePauseRows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Something that pauses.
     *
     * @param lane its name; {@value LinePauses#FARM} = the whole farm
     * @param sentence what those who wait read
     */
    record LinePause(String lane, String sentence, Instant since) {}

    /** All of them, the farm first. */
    List<LinePause> all() {
        return sql.sql("select lane, sentence, since from line_pauses order by lane <> '*', lane")
                .query((row, number) -> new LinePause(
                        row.getString("lane"),
                        row.getString("sentence"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The sentence of what pauses, locked until the transaction ends; empty if it does not pause. */
    Optional<String> lock(String lane) {
        return sql.sql("select sentence from line_pauses where lane = :lane for update")
                .param("lane", lane)
                .query(String.class)
                .optional();
    }

    /** Lets it pause; one that pauses gets this sentence, and has paused since then. */
    void put(String lane, String sentence) {
        sql.sql("""
                        insert into line_pauses (lane, sentence) values (:lane, :sentence)
                        on conflict (lane) do update set sentence = excluded.sentence""").param("lane", lane).param("sentence", sentence).update();
    }

    /** Ends a pause; it may have ended before. */
    void remove(String lane) {
        sql.sql("delete from line_pauses where lane = :lane")
                .param("lane", lane)
                .update();
    }
}
