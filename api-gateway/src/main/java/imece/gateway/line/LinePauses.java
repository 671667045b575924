package imece.gateway.line;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.line.LinePauseRows.LinePause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Which lanes an operator lets pause, as the rows said within the last second. For any thread. */
@Component
public class LinePauses implements PeriodicWork {

    /** What stands in a row for the whole farm; no lane is called so. */
    static final String FARM = "*";

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final LinePauseRows rows;
    private volatile PausesRead now = PausesRead.of(List.of());

    LinePauses(LinePauseRows rows) {
        this.rows = rows;
    }

    /** The operator's sentence for those who wait in this lane; empty unless it pauses, alone or with the farm. */
    public Optional<String> of(String lane) {
        Map<String, LinePause> byLane = now.byLane();
        return Optional.ofNullable(byLane.get(FARM))
                .or(() -> Optional.ofNullable(byLane.get(lane)))
                .map(LinePause::sentence);
    }

    /** All that pauses, the farm first. */
    List<LinePause> all() {
        return now.all();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(EVERY, "read-line-pauses", "pauses stay as they are", this::read));
    }

    /** Reads them now. */
    void read() {
        now = PausesRead.of(rows.all());
    }

    private record PausesRead(List<LinePause> all, Map<String, LinePause> byLane) {

        static PausesRead of(List<LinePause> all) {
            return new PausesRead(
                    List.copyOf(all),
                    all.stream().collect(Collectors.toUnmodifiableMap(LinePause::lane, Function.identity())));
        }
    }
}
