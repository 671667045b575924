package imece.gateway.queue;

import imece.gateway.farm.Farm;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The line as metrics: depth, age, running jobs and live slots per lane, counted every ten seconds in one query. */
@Component
class LineMeters {

    private static final Logger log = LoggerFactory.getLogger(LineMeters.class);

    private final Lanes lanes;
    private final Farm farm;
    private final MultiGauge waiting;
    private final MultiGauge running;
    private final MultiGauge oldest;
    private final MultiGauge slots;

    LineMeters(Lanes lanes, Farm farm, MeterRegistry meters) {
        this.lanes = lanes;
        this.farm = farm;
        this.waiting = MultiGauge.builder("imece.line.waiting").register(meters);
        this.running = MultiGauge.builder("imece.line.running").register(meters);
        this.oldest =
                MultiGauge.builder("imece.line.oldest").baseUnit("seconds").register(meters);
        this.slots = MultiGauge.builder("imece.line.slots").register(meters);
    }

    @Scheduled(fixedDelay = 10_000)
    void count() {
        try {
            List<Lanes.Counted> counted = lanes.count();
            show(waiting, counted, Lanes.Counted::waiting);
            show(running, counted, Lanes.Counted::running);
            show(oldest, counted, Lanes.Counted::oldestWaitSeconds);
            show(slots, counted, lane -> farm.liveSlots(lane.lane()));
        } catch (DataAccessException e) {
            log.debug("The line is not counted now: {}", e.getMessage());
        }
    }

    private static void show(MultiGauge gauge, List<Lanes.Counted> lanes, ToDoubleFunction<Lanes.Counted> number) {
        gauge.register(
                lanes.stream()
                        .<Row<?>>map(lane -> Row.of(Tags.of("lane", lane.lane()), number.applyAsDouble(lane)))
                        .toList(),
                true);
    }
}
