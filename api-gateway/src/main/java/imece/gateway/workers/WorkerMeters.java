package imece.gateway.workers;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Slots and GPUs as metrics: workers open no port of their own, so what they tell in heartbeats is shown here. */
@Component
class WorkerMeters implements PeriodicWork {

    /** Whoever has more GPUs than this will not look at each of them. */
    private static final int MOST_GPUS = 1_000;

    private static final double MIB = 1 << 20;
    private static final double PERCENT = 100;

    private final WorkerRegistry workers;
    private final MonotonicClock clock;
    private final MultiGauge slots;
    private final MultiGauge memoryTotal;
    private final MultiGauge memoryUsed;
    private final MultiGauge utilisation;
    private final MultiGauge temperature;

    WorkerMeters(WorkerRegistry workers, MonotonicClock clock, MeterRegistry meters) {
        this.workers = workers;
        this.clock = clock;
        this.slots = MultiGauge.builder("imece.slots").register(meters);
        this.memoryTotal =
                MultiGauge.builder("imece.gpu.memory.total").baseUnit("bytes").register(meters);
        this.memoryUsed =
                MultiGauge.builder("imece.gpu.memory.used").baseUnit("bytes").register(meters);
        this.utilisation =
                MultiGauge.builder("imece.gpu.utilisation").baseUnit("ratio").register(meters);
        this.temperature =
                MultiGauge.builder("imece.gpu.temperature").baseUnit("celsius").register(meters);
    }

    private volatile Map<SlotState, Long> counted = Map.of();
    private volatile Map<Named, GpuReport> gpus = Map.of();

    /** One GPU of one worker. */
    private record Named(String worker, String gpu) {}

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(10), "count-slots", this::count));
    }

    private void count() {
        Moment now = clock.now();
        List<WorkerRegistry.Heard> live =
                workers.workers().stream().filter(heard -> heard.live(now)).toList();
        List<SlotReport> reports = live.stream()
                .flatMap(heard -> heard.heartbeat().slots().stream())
                .toList();
        counted = reports.stream()
                .collect(Collectors.groupingBy(
                        SlotReport::state, () -> new EnumMap<>(SlotState.class), Collectors.counting()));
        slots.register(Arrays.stream(SlotState.values())
                .<Row<?>>map(
                        state -> Row.of(Tags.of("state", word(state)), state, each -> counted.getOrDefault(each, 0L)))
                .toList());

        Map<Named, GpuReport> seen = new LinkedHashMap<>();
        live.forEach(heard -> heard.heartbeat().slots().stream()
                .limit(MOST_GPUS - seen.size())
                .forEach(slot -> seen.put(
                        new Named(heard.heartbeat().worker(), slot.gpu().uuid()), slot.gpu())));
        gpus = seen;
        show(memoryTotal, MIB, GpuReport::memoryTotalMiB);
        show(memoryUsed, MIB, GpuReport::memoryUsedMiB);
        show(utilisation, 1 / PERCENT, GpuReport::utilisationPercent);
        show(temperature, 1, GpuReport::temperatureCelsius);
    }

    /** What is shown already stays and is only read anew: who scrapes meanwhile would see one that is put anew twice. */
    private void show(MultiGauge gauge, double factor, Function<GpuReport, @Nullable Integer> figure) {
        gauge.register(gpus.entrySet().stream()
                .filter(seen -> figure.apply(seen.getValue()) != null)
                .<Row<?>>map(seen -> Row.of(
                        Tags.of(
                                "worker",
                                seen.getKey().worker(),
                                "gpu",
                                seen.getKey().gpu()),
                        seen.getKey(),
                        named -> now(named, figure) * factor))
                .toList());
    }

    private double now(Named named, Function<GpuReport, @Nullable Integer> figure) {
        GpuReport report = gpus.get(named);
        Integer value = report == null ? null : figure.apply(report);
        return value == null ? Double.NaN : value;
    }

    private static String word(SlotState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
