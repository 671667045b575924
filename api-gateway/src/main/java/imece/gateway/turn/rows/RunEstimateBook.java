package imece.gateway.turn.rows;

import imece.contract.LaneName;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.turn.LoadTimes;
import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.SizeClass;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long runs and loads take, as the rows of ended runs say; at most some seconds old. For any thread. */
@Component
public class RunEstimateBook implements LoadTimes, PeriodicWork {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 2_000;

    /** The newest of those that ended since; from the beginning, the newest of all. */
    private static final String ENDED = """
            select * from (
                select j.lane, j.work, r.gpu_name, r.load_millis, r.ended_at,
                       greatest(0, coalesce(r.gpu_millis, r.render_millis - coalesce(r.load_millis, 0))) as gpu_millis
                from runs r join jobs j on j.id = r.job_id
                where r.outcome = 'completed' and r.render_millis is not null and r.ended_at > :since
                order by r.ended_at desc limit :most) newest
            order by ended_at""";

    private final JdbcClient sql;
    private final RunEstimates estimates = new RunEstimates();
    private OffsetDateTime readTo = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    RunEstimateBook(JdbcClient sql) {
        this.sql = sql;
    }

    private record EndedRun(
            LaneName lane, long work, String gpuName, long loadMillis, long gpuMillis, OffsetDateTime endedAt) {}

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(EVERY, "learn-run-times", "nothing is learnt from ended runs", this::read));
    }

    /** Learns from the runs that have ended since it did so last. */
    void read() {
        List<EndedRun> ended = sql.sql(ENDED)
                .param("since", readTo)
                .param("most", MOST_AT_ONCE)
                .query((row, number) -> new EndedRun(
                        LaneName.parse(row.getString("lane")),
                        row.getLong("work"),
                        row.getString("gpu_name"),
                        row.getLong("load_millis"),
                        row.getLong("gpu_millis"),
                        row.getObject("ended_at", OffsetDateTime.class)))
                .list();
        ended.forEach(this::learn);
    }

    private synchronized void learn(EndedRun run) {
        String checkpoint = run.lane().checkpoint();
        estimates.ranFor(checkpoint, SizeClass.ofWork(run.work()), run.gpuName(), run.gpuMillis());
        if (run.loadMillis() > 0) {
            estimates.loadedFor(checkpoint, run.gpuName(), run.loadMillis());
        }
        readTo = run.endedAt();
    }

    /** How long a GPU of this name is expected to be kept by a picture, without loading, in GPU-milliseconds. */
    public synchronized long runMillis(String checkpoint, SizeClass size, String gpuName) {
        return estimates.runMillis(checkpoint, size, gpuName);
    }

    /** The same where it is not known yet on which of these GPUs: the mean of their names. */
    public synchronized long runMillis(String checkpoint, SizeClass size, Collection<String> gpuNames) {
        return estimates.runMillis(checkpoint, size, gpuNames);
    }

    @Override
    public synchronized long loadMillis(String checkpoint, String gpuName) {
        return estimates.loadMillis(checkpoint, gpuName);
    }
}
