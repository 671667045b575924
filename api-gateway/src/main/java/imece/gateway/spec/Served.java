package imece.gateway.spec;

import imece.contract.LiveEvent.SlotReport;
import imece.gateway.farm.Farm;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the workers that live now can do, as their heartbeats say. */
@Component
public class Served {

    private final Farm farm;
    private final Clock clock;

    Served(Farm farm, Clock clock) {
        this.farm = farm;
        this.clock = clock;
    }

    /** The checkpoints that at least one live slot reports, in order. */
    public Set<String> checkpoints() {
        return slots().map(SlotReport::checkpoint)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The kinds of engines that live slots run, in order. */
    public List<EngineView> engines() {
        return slots().collect(Collectors.groupingBy(SlotReport::engine, Collectors.counting())).entrySet().stream()
                .map(engine -> EngineView.of(engine.getKey(), engine.getValue().intValue()))
                .sorted((a, b) -> a.engine().compareTo(b.engine()))
                .toList();
    }

    private Stream<SlotReport> slots() {
        Instant now = clock.instant();
        return farm.workers().stream()
                .filter(heard -> heard.live(now))
                .flatMap(heard -> heard.heartbeat().slots().stream())
                .filter(slot -> slot.state().live());
    }
}
