package imece.gateway.line;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which lanes an operator lets pause, as the rows said within the last second. For any thread. */
@Component
public class LinePauses implements PeriodicWork {

    /** What stands in a row for the whole farm; no lane is called so. */
    static final String FARM = "*";

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final JdbcClient sql;
    private volatile Map<String, String> sentences = Map.of();

    LinePauses(JdbcClient sql) {
        this.sql = sql;
    }

    /** The operator's sentence for those who wait in this lane; empty unless it pauses, alone or with the farm. */
    public Optional<String> of(String lane) {
        Map<String, String> now = sentences;
        return Optional.ofNullable(now.get(FARM)).or(() -> Optional.ofNullable(now.get(lane)));
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(EVERY, "read-line-pauses", "pauses stay as they are", this::read));
    }

    /** Reads them now. */
    void read() {
        Map<String, String> now = new HashMap<>();
        sql.sql("select lane, sentence from line_pauses")
                .query((row, number) -> now.put(row.getString("lane"), row.getString("sentence")))
                .list();
        sentences = Map.copyOf(now);
    }
}
