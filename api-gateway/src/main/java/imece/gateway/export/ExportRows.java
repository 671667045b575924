package imece.gateway.export;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who takes their things away at the moment, and what there is to take. */
@Repository
class ExportRows {

    private final JdbcClient sql;

    ExportRows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Begins an export, unless one of this owner runs at any gateway.
     *
     * @param within when it counts as broken off, unless it says before that it goes on
     */
    boolean begin(UUID owner, Duration within) {
        return sql.sql("""
                        update owners set exporting_until = clock_timestamp() + make_interval(secs => :within)
                        where id = :owner and (exporting_until is null or exporting_until < clock_timestamp())""")
                        .param("owner", owner)
                        .param("within", within.toSeconds())
                        .update()
                > 0;
    }

    void goesOn(UUID owner, Duration within) {
        sql.sql(
                        "update owners set exporting_until = clock_timestamp() + make_interval(secs => :within) where id = :owner")
                .param("owner", owner)
                .param("within", within.toSeconds())
                .update();
    }

    void over(UUID owner) {
        sql.sql("update owners set exporting_until = null where id = :owner")
                .param("owner", owner)
                .update();
    }

    /** Whether there is a row of this owner at all: who has never written anything has nothing. */
    boolean known(UUID owner) {
        return sql.sql("select exists (select from owners where id = :owner)")
                .param("owner", owner)
                .query(Boolean.class)
                .single();
    }

    /** All jobs of this owner at one moment, oldest first. */
    List<UUID> jobs(UUID owner) {
        return sql.sql("select id from jobs where owner = :owner and forgotten_by is null order by ticket")
                .param("owner", owner)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** All uploads of this owner at one moment, oldest first. */
    List<UUID> uploads(UUID owner) {
        return sql.sql("select id from uploads where owner = :owner and deleted_by is null order by created_at, id")
                .param("owner", owner)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }
}
