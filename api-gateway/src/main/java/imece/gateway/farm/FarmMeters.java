package imece.gateway.farm;

import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Slots and GPUs as metrics: workers open no port of their own, so what they tell in heartbeats is shown here. */
@Component
class FarmMeters {

    /** Whoever has more GPUs than this will not look at each of them. */
    private static final int MOST_GPUS = 1_000;

    private static final double MIB = 1 << 20;
    private static final double PERCENT = 100;

    private final Farm farm;
    private final Clock clock;
    private final MultiGauge slots;
    private final MultiGauge memoryTotal;
    private final MultiGauge memoryUsed;
    private final MultiGauge utilisation;
    private final MultiGauge temperature;

    FarmMeters(Farm farm, Clock clock, MeterRegistry meters) {
        this.farm = farm;
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

    /** One GPU of one worker. */
    private record Seen(String worker, GpuReport gpu) {}

    @Scheduled(fixedDelay = 10_000)
    void count() {
        Instant now = clock.instant();
        List<Farm.Heard> live =
                farm.workers().stream().filter(heard -> heard.live(now)).toList();
        countSlots(live);
        List<Seen> gpus = live.stream()
                .flatMap(heard -> heard.heartbeat().slots().stream()
                        .map(slot -> new Seen(heard.heartbeat().worker(), slot.gpu())))
                .limit(MOST_GPUS)
                .toList();
        show(memoryTotal, gpus, MIB, GpuReport::memoryTotalMiB);
        show(memoryUsed, gpus, MIB, GpuReport::memoryUsedMiB);
        show(utilisation, gpus, 1 / PERCENT, GpuReport::utilisationPercent);
        show(temperature, gpus, 1, GpuReport::temperatureCelsius);
    }

    private void countSlots(List<Farm.Heard> live) {
        Map<SlotState, Long> counted = live.stream()
                .flatMap(heard -> heard.heartbeat().slots().stream())
                .collect(Collectors.groupingBy(
                        slot -> slot.state(), () -> new EnumMap<>(SlotState.class), Collectors.counting()));
        slots.register(
                Arrays.stream(SlotState.values())
                        .<Row<?>>map(state -> Row.of(Tags.of("state", word(state)), counted.getOrDefault(state, 0L)))
                        .toList(),
                true);
    }

    private static void show(
            MultiGauge gauge, List<Seen> gpus, double factor, Function<GpuReport, @Nullable Integer> figure) {
        gauge.register(
                gpus.stream()
                        .flatMap(seen -> Optional.ofNullable(figure.apply(seen.gpu()))
                                .<Row<?>>map(value -> Row.of(
                                        Tags.of(
                                                "worker",
                                                seen.worker(),
                                                "gpu",
                                                seen.gpu().uuid()),
                                        value * factor))
                                .stream())
                        .toList(),
                true);
    }

    private static String word(SlotState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
