package imece.worker;

import imece.broker.BrokerAddress;
import imece.contract.LiveEvent;
import imece.contract.Topology;
import imece.contract.WorkerAccount;
import imece.worker.demo.DemoEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set. A bad value stops the start with its name, itself and what was expected.
 *
 * @param name the worker's name, as people see it; 1 to 64 characters. If it is not set: where its broker user is {@code w-NODE},
 *     NODE; else the machine's name. Such a user allows no other names than NODE, and NODE with a dot and anything behind it
 * @param data the farm's data folder, if this worker belongs to a farm on this machine; the locks of made-up GPUs lie there
 * @param broker how to reach the broker
 * @param worker this worker's own settings
 */
@ConfigurationProperties("imece")
record WorkerSettings(
        @Nullable String name,
        @Nullable Path data,
        @DefaultValue Broker broker,
        @DefaultValue Own worker) {

    /** The engine for measurements; it isn't offered to people. */
    static final String INSTANT = "instant";

    private static final int LONGEST_NAME = 64;

    WorkerSettings {
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
            throw new BadSetting("imece.name", name, "1 to " + LONGEST_NAME + " characters");
        }
        Optional<WorkerAccount> account = broker.account();
        if (name != null && account.isPresent() && !account.get().owns(name)) {
            String node = account.get().node();
            throw new BadSetting(
                    "imece.name",
                    name,
                    "%s or %s.ANYTHING, as the broker knows it as %s"
                            .formatted(node, node, account.get().user()));
        }
    }

    /** The worker's name; where none is set, that of its broker user's node, or else this machine's. */
    String nameOr(String host) {
        return Objects.requireNonNullElseGet(
                name, () -> broker.account().map(WorkerAccount::node).orElse(host));
    }

    /**
     * The broker.
     *
     * @param uri where the broker is: {@code amqp://user:password@host:5672/vhost}; {@code amqps} for TLS
     */
    record Broker(
            @DefaultValue("amqp://guest:guest@localhost:5672")
            String uri) {
        Broker {
            if (BrokerAddress.read(uri).isEmpty()) {
                throw new BadSetting(
                        "imece.broker.uri", BrokerAddress.shown(uri), "like amqp://user:password@host:5672");
            }
        }

        /** The node that the broker knows it as; empty if its user is no node's. */
        Optional<WorkerAccount> account() {
            return WorkerAccount.ofUser(
                    BrokerAddress.of("imece.broker.uri", uri).user());
        }
    }

    /**
     * What this worker does.
     *
     * @param gpus GPUs to serve, one slot each: {@code auto} for those that {@code nvidia-smi} names, or else one slot on the CPU;
     *     or ids with commas between
     * @param lanes lanes to begin with; only {@code default} is taken. A gateway calls a slot to the other lanes that it can serve
     * @param engine the engine of those slots: {@code demo}, or {@code instant} for measurements
     * @param concurrency how many jobs each of those slots draws at once, 1 to 64: to try what slots do whose engine batches
     * @param slots slots with engines of their own, instead of {@code gpus}: what is set for each is told below
     * @param demo the demo engine's own settings
     * @param lockFolder folder of the GPU locks; one for all workers of a machine. If it is not set, {@code imece/locks} in the
     *     user's cache folder, and for made-up GPUs ({@code demo-…}) {@code locks} in the data folder
     * @param lockWait how long a job waits for its GPU before it is given back
     * @param stopGrace how long a stop waits for what runs
     * @param stallAfter an engine without a sign of life for so long is stopped
     */
    record Own(
            @DefaultValue("auto") List<String> gpus,
            @DefaultValue(Topology.DEFAULT_LANE) List<String> lanes,
            @DefaultValue("demo") String engine,
            @DefaultValue("1") int concurrency,
            @DefaultValue List<SlotSettings> slots,
            @DefaultValue Demo demo,
            @Nullable Path lockFolder,
            @DefaultValue("30s") Duration lockWait,
            @DefaultValue("60s") Duration stopGrace,
            @DefaultValue("60s") Duration stallAfter) {
        Own {
            gpus = gpus.stream().map(String::strip).toList();
            boolean blank = gpus.isEmpty() || gpus.stream().anyMatch(String::isEmpty);
            if (blank || new HashSet<>(gpus).size() != gpus.size()) {
                throw new BadSetting("imece.worker.gpus", gpus, "auto, or different GPU ids with commas between");
            }
            if (!lanes.equals(List.of(Topology.DEFAULT_LANE))) {
                throw new BadSetting("imece.worker.lanes", lanes, "'" + Topology.DEFAULT_LANE + "'");
            }
            if (!engine.equals("demo") && !engine.equals(INSTANT)) {
                throw new BadSetting(
                        "imece.worker.engine", engine, "'demo'; other engines are set per slot, in imece.worker.slots");
            }
            if (concurrency < 1 || concurrency > SlotSettings.MOST_AT_ONCE) {
                throw new BadSetting("imece.worker.concurrency", concurrency, "1 to " + SlotSettings.MOST_AT_ONCE);
            }
            for (int i = 0; i < slots.size(); i++) {
                slots.get(i).check("imece.worker.slots[" + i + "]");
            }
            if (slots.stream().map(SlotSettings::gpuId).distinct().count() != slots.size()) {
                throw new BadSetting("imece.worker.slots", slots.size() + " slots", "slots on different GPUs");
            }
            int inHand = slots.isEmpty()
                    ? gpus.size() * (concurrency + 1)
                    : slots.stream().mapToInt(slot -> slot.seats() + 1).sum();
            if (inHand > LiveEvent.Heartbeat.MOST_IN_HAND) {
                throw new BadSetting(
                        slots.isEmpty() ? "imece.worker.concurrency" : "imece.worker.slots",
                        inHand + " jobs in hand",
                        "at most " + LiveEvent.Heartbeat.MOST_IN_HAND + " in one worker; start several");
            }
            notNegative("imece.worker.lock-wait", lockWait);
            notNegative("imece.worker.stop-grace", stopGrace);
            positive("imece.worker.stall-after", stallAfter);
        }

        /** The engines of its slots, for people. */
        String engines() {
            return slots.stream().map(SlotSettings::engine).distinct().collect(Collectors.joining(", "));
        }
    }

    /**
     * The demo engine.
     *
     * @param stepMillis how long one step of the demo engine takes, in milliseconds; 0 to 60000
     * @param loadMillis how long the demo engine takes to load a checkpoint, in milliseconds; 0 to 600000. If it is not set, as long
     *     as six steps
     * @param faults whether {@code [fail]}, {@code [stall]}, {@code [oom]} and {@code [kill]} in a prompt make the demo engine do that
     * @param checkpoints names, with commas between, of checkpoints that the demo engine pretends to have, to try lanes
     */
    record Demo(
            @DefaultValue("80") int stepMillis,
            @Nullable Integer loadMillis,
            @DefaultValue("false") boolean faults,
            @DefaultValue(DemoEngine.CHECKPOINT) List<String> checkpoints) {
        Demo {
            if (checkpoints.isEmpty() || checkpoints.stream().anyMatch(String::isBlank)) {
                throw new BadSetting("imece.worker.demo.checkpoints", checkpoints, "names with commas between");
            }
            if (stepMillis < 0 || stepMillis > 60_000) {
                throw new BadSetting("imece.worker.demo.step-millis", stepMillis, "0 to 60000");
            }
            if (loadMillis != null && (loadMillis < 0 || loadMillis > 600_000)) {
                throw new BadSetting("imece.worker.demo.load-millis", loadMillis, "0 to 600000");
            }
        }

        DemoEngine engine() {
            Duration step = Duration.ofMillis(stepMillis);
            return loadMillis == null
                    ? new DemoEngine(step, faults, checkpoints)
                    : new DemoEngine(step, Duration.ofMillis(loadMillis), faults, checkpoints);
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new BadSetting(name, value.toMillis() + "ms", "a duration such as 30s, and not negative");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new BadSetting(name, value.toMillis() + "ms", "a duration such as 60s, and longer than nothing");
        }
    }
}
