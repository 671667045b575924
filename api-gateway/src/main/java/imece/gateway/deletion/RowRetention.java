package imece.gateway.deletion;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.job.rows.DeletedJobs;
import imece.gateway.job.rows.JobWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes rows that show nothing any more and are too old, if the farm is set up so: a part at a time, beside everything else. */
@Component
class RowRetention implements PeriodicWork {

    private static final Logger LOG = LoggerFactory.getLogger(RowRetention.class);
    private static final int AT_ONCE = 500;

    /** Nobody is held to what was used up on a day so long ago. */
    private static final Duration USE_KEPT = Duration.ofDays(400);

    private static final String EMPTY_CONVERSATIONS = """
            delete from conversations where id in (
                select id from conversations c
                where updated_at < now() - make_interval(secs => :age) and deleted_by is null
                  and not exists (select from messages where conversation_id = c.id)
                limit :most for update skip locked)""";

    /** One who writes at the moment holds its row. */
    private static final String VISITORS = """
            delete from owners where id in (
                select id from owners o
                where kind in ('visitor', 'sub-owner') and last_seen < now() - make_interval(secs => :age)
                  and moved_to is null and (forbidden_until is null or forbidden_until < now())
                  and coalesce(per_minute, burst, waiting, daily_pictures, daily_gpu_seconds, daily_bytes) is null
                  and not exists (select from owners earlier where earlier.moved_to = o.id)
                  and not exists (select from jobs where owner = o.id)
                  and not exists (select from conversations where owner = o.id)
                  and not exists (select from uploads where owner = o.id)
                limit :most for update skip locked)""";

    private static final String USE = """
            delete from owner_usage where (owner, day) in (
                select owner, day from owner_usage where day < (now() - make_interval(secs => :age))::date limit :most)""";

    private static final String AUDIT = """
            delete from audit where id in (
                select id from audit where at < now() - make_interval(secs => :age) order by at limit :most)""";

    private final RetentionSettings settings;
    private final JobWriter writer;
    private final DeletedJobs jobs;
    private final JdbcClient sql;

    RowRetention(RetentionSettings settings, JobWriter writer, DeletedJobs jobs, JdbcClient sql) {
        this.settings = settings;
        this.writer = writer;
        this.jobs = jobs;
        this.sql = sql;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                        Duration.ofHours(1),
                        "remove-old-rows",
                        "rows that are too old stay for another hour",
                        this::remove)
                .firstAfter(Duration.ofMinutes(17)));
    }

    private void remove() {
        Duration jobsWithoutPicture = settings.jobsWithoutPicture();
        if (jobsWithoutPicture != null) {
            all("jobs without a picture", () -> writer.transaction(tx -> jobs.purgeEnded(jobsWithoutPicture, AT_ONCE)));
        }
        Duration emptyConversations = settings.emptyConversations();
        if (emptyConversations != null) {
            all("empty conversations", () -> some(EMPTY_CONVERSATIONS, emptyConversations));
        }
        all("visitors who have nothing here", () -> some(VISITORS, settings.visitors()));
        all("entries of the audit", () -> some(AUDIT, settings.audit()));
        all("sums of days", () -> some(USE, USE_KEPT));
    }

    private static void all(String what, IntSupplier part) {
        int removed = 0;
        int now;
        do {
            now = part.getAsInt();
            removed += now;
        } while (now == AT_ONCE);
        if (removed > 0) {
            LOG.info("{} {} were removed, the farm keeps them for a while only", removed, what);
        }
    }

    private int some(String statement, Duration age) {
        return sql.sql(statement)
                .param("age", age.toSeconds())
                .param("most", AT_ONCE)
                .update();
    }
}
