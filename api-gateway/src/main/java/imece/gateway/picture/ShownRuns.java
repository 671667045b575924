package imece.gateway.picture;

import imece.gateway.picture.PictureStore.RunFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which run's picture each finished job shows. */
@Repository
class ShownRuns {

    private final JdbcClient sql;

    ShownRuns(JdbcClient sql) {
        this.sql = sql;
    }

    /** The finished ones among these jobs, each with its picture's run; empty where the job has no picture, or was deleted. */
    Map<UUID, Optional<RunFile>> ofFinished(Collection<UUID> jobs) {
        Map<UUID, Optional<RunFile>> winners = new HashMap<>();
        sql.sql("select id from purged_jobs where id = any(:ids)")
                .param("ids", jobs.toArray(UUID[]::new))
                .query(row -> {
                    winners.put(row.getObject("id", UUID.class), Optional.empty());
                });
        sql.sql(
                        "select id, epoch, run_id, status, picture_removed_at from jobs where id = any(:ids) and finished_at is not null")
                .param("ids", jobs.toArray(UUID[]::new))
                .query(row -> {
                    UUID job = row.getObject("id", UUID.class);
                    winners.put(
                            job,
                            row.getString("status").equals("complete") && row.getObject("picture_removed_at") == null
                                    ? Optional.of(
                                            new RunFile(job, row.getLong("epoch"), row.getObject("run_id", UUID.class)))
                                    : Optional.empty());
                });
        return winners;
    }
}
