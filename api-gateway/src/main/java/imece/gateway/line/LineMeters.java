package imece.gateway.line;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.workers.WorkerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The line as metrics: depth, age, running jobs and live slots per lane, counted every ten seconds in one query. */
@Component
class LineMeters implements PeriodicWork {

    private final LaneNumbers laneNumbers;
    private final WorkerRegistry workers;
    private final MultiGauge waiting;
    private final MultiGauge running;
    private final MultiGauge oldest;
    private final MultiGauge slots;
    private volatile Map<String, LaneNumbers.Counted> counted = Map.of();

    LineMeters(LaneNumbers laneNumbers, WorkerRegistry workers, MeterRegistry meters) {
        this.laneNumbers = laneNumbers;
        this.workers = workers;
        this.waiting = MultiGauge.builder("imece.line.waiting").register(meters);
        this.running = MultiGauge.builder("imece.line.running").register(meters);
        this.oldest =
                MultiGauge.builder("imece.line.oldest").baseUnit("seconds").register(meters);
        this.slots = MultiGauge.builder("imece.line.slots").register(meters);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                PeriodicTask.every(Duration.ofSeconds(10), "count-line", "the line is not counted", this::count));
    }

    private void count() {
        counted = laneNumbers.count().stream().collect(Collectors.toMap(LaneNumbers.Counted::lane, lane -> lane));
        show(waiting, lane -> number(lane, LaneNumbers.Counted::waiting));
        show(running, lane -> number(lane, LaneNumbers.Counted::running));
        show(oldest, lane -> number(lane, LaneNumbers.Counted::oldestWaitSeconds));
        show(slots, workers::liveSlots);
    }

    private double number(String lane, ToDoubleFunction<LaneNumbers.Counted> what) {
        LaneNumbers.Counted now = counted.get(lane);
        return now == null ? 0 : what.applyAsDouble(now);
    }

    /** Lanes that are shown already stay and are only read anew: who scrapes meanwhile would see one that is put anew twice. */
    private void show(MultiGauge gauge, ToDoubleFunction<String> number) {
        gauge.register(counted.keySet().stream()
                .<Row<?>>map(lane -> Row.of(Tags.of("lane", lane), lane, number))
                .toList());
    }
}
