package imece.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What only decorates, or tells that a worker lives: transient, lossy, never the cause of a terminal state. Previews go the
 * same way as JPEG bodies with headers, see {@link Topology}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = LiveEvent.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveEvent.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = LiveEvent.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = LiveEvent.WorkerUp.class, name = "worker-up"),
    @JsonSubTypes.Type(value = LiveEvent.WorkerDown.class, name = "worker-down")
})
public sealed interface LiveEvent {

    /**
     * How far a run is.
     *
     * @param progress 0 to 100
     * @param step finished denoising steps
     * @param steps all denoising steps
     */
    record Progress(
            RunKey run,
            long seq,
            @JsonProperty("place") SlotAddress slot,
            Phase phase,
            int progress,
            int step,
            int steps)
            implements LiveEvent {

        private static final int MOST_STEPS = 100_000;

        public Progress {
            MessageFields.require(run, slot, phase);
            MessageFields.demandCount(seq);
            progress = Math.clamp(progress, 0, 100);
            steps = Math.clamp(steps, 0, MOST_STEPS);
            step = Math.clamp(step, 0, steps);
        }
    }

    /**
     * Sent every two seconds and after each change of a slot.
     *
     * @param state what the process as a whole is up to
     * @param slots every slot of this process, at most {@value #MOST_SLOTS}
     * @param inHand runs whose last event is not yet confirmed, at most {@value #MOST_IN_HAND}; a gateway that sees a stale one
     *     repeats its order
     */
    record Heartbeat(
            String worker,
            UUID instance,
            String host,
            @JsonProperty("version") String softwareVersion,
            WorkerState state,
            List<SlotReport> slots,
            List<RunKey> inHand)
            implements LiveEvent {

        /** More GPUs are not in one machine. */
        public static final int MOST_SLOTS = 64;

        /** More runs no process has in hand: of each slot one more than it draws at once. */
        public static final int MOST_IN_HAND = 1_024;

        public Heartbeat {
            MessageFields.require(worker, instance, host, softwareVersion, state, slots, inHand);
            worker = MessageFields.name(worker);
            host = MessageFields.words(host, MessageFields.LONGEST_NAME);
            softwareVersion = MessageFields.words(softwareVersion, MessageFields.LONGEST_NAME);
            slots = List.copyOf(slots.subList(0, Math.min(MOST_SLOTS, slots.size())));
            inHand = List.copyOf(inHand.subList(0, Math.min(MOST_IN_HAND, inHand.size())));
        }
    }

    /** A worker process has come up. */
    record WorkerUp(
            String worker,
            UUID instance,
            String host,
            @JsonProperty("version") String softwareVersion,
            Instant at) implements LiveEvent {
        public WorkerUp {
            MessageFields.require(worker, instance, host, softwareVersion, at);
            worker = MessageFields.name(worker);
            host = MessageFields.words(host, MessageFields.LONGEST_NAME);
            softwareVersion = MessageFields.words(softwareVersion, MessageFields.LONGEST_NAME);
        }
    }

    /** A worker process ends in order. */
    record WorkerDown(String worker, UUID instance, Instant at) implements LiveEvent {
        public WorkerDown {
            MessageFields.require(worker, instance, at);
            worker = MessageFields.name(worker);
        }
    }

    /** A kind that this version does not know. */
    record Unknown() implements LiveEvent {}

    /** What a worker process as a whole is up to. */
    enum WorkerState {
        @JsonProperty("ready")
        READY,
        @JsonProperty("draining")
        DRAINING,
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * One GPU slot.
     *
     * @param gpu the GPU
     * @param state what the slot is up to
     * @param engine kind of engine, such as {@code demo}
     * @param lane the lane it consumes
     * @param checkpoint the checkpoint that is loaded, if known
     * @param run the run in hand, or null
     * @param why one sentence on why it takes no jobs; null while it does, or if its state says it all
     * @param capabilities what its engine can do; null = not told
     * @param offer what its engine could load
     * @param assigned the last order where to take jobs that it follows; null = none, or the worker is one of the last release
     * @param concurrency how many jobs it draws at once, 2 to {@value #MOST_AT_ONCE}; null = one
     */
    record SlotReport(
            GpuReport gpu,
            SlotState state,
            String engine,
            String lane,
            @Nullable String checkpoint,
            @Nullable RunKey run,
            @Nullable String why,
            @Nullable EngineCapabilities capabilities,
            @JsonProperty("stock") EngineOffer offer,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            LaneAssignment assigned,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer concurrency) {

        /** No engine draws more at once. */
        public static final int MOST_AT_ONCE = 64;

        private static final int LONGEST_WHY = 1_000;

        public SlotReport {
            MessageFields.require(gpu, state, engine, lane);
            engine = MessageFields.words(engine, MessageFields.LONGEST_NAME);
            lane = MessageFields.name(lane);
            checkpoint = checkpoint == null || !EngineOffer.nameable(checkpoint) ? null : checkpoint;
            why = why == null ? null : MessageFields.words(why, LONGEST_WHY);
            offer = Objects.requireNonNullElse(offer, EngineOffer.NONE);
            concurrency = concurrency == null || concurrency <= 1 ? null : Math.min(concurrency, MOST_AT_ONCE);
        }

        /** How many jobs it draws at once, at least one. */
        public int seats() {
            return concurrency == null ? 1 : concurrency;
        }

        /** Of a slot that draws one job at a time and was assigned to no lane. */
        public SlotReport(
                GpuReport gpu,
                SlotState state,
                String engine,
                String lane,
                @Nullable String checkpoint,
                @Nullable RunKey run,
                @Nullable String why,
                @Nullable EngineCapabilities capabilities,
                EngineOffer offer) {
            this(gpu, state, engine, lane, checkpoint, run, why, capabilities, offer, null, null);
        }
    }

    /**
     * What an engine could load and do, as it tells itself; at most {@value #MOST} names each. Names that are blank, longer than
     * 255 characters, or with control characters in them are left out: nobody could ask for them.
     *
     * @param checkpoints those that a job may name
     * @param loras likewise, by their {@link Lora#plain} names
     * @param samplers those that it takes from a job; null = not told, as by the last release
     * @param schedulers likewise
     */
    record EngineOffer(
            List<String> checkpoints,
            List<String> loras,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> samplers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> schedulers) {

        /** More are not told: they would have to travel with each heartbeat. */
        public static final int MOST = 500;

        /** Of an engine that doesn't say. */
        public static final EngineOffer NONE = new EngineOffer(List.of(), List.of());

        public EngineOffer {
            checkpoints = first(checkpoints);
            loras = first(loras).stream().map(Lora::plain).distinct().toList();
            samplers = samplers == null ? null : first(samplers);
            schedulers = schedulers == null ? null : first(schedulers);
        }

        /** Of an engine that does not tell its samplers. */
        public EngineOffer(List<String> checkpoints, List<String> loras) {
            this(checkpoints, loras, null, null);
        }

        /** Whether it tells which samplers and schedulers it takes. */
        public boolean tellsSamplers() {
            return samplers != null && schedulers != null;
        }

        /** What of the needs in a lane's name it meets. */
        public Set<String> meets() {
            return Stream.of(
                            Stream.ofNullable(samplers).flatMap(List::stream),
                            Stream.ofNullable(schedulers).flatMap(List::stream),
                            loras.stream().map(LaneName::ofLora))
                    .flatMap(each -> each)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static List<String> first(@Nullable List<String> names) {
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(EngineOffer::nameable)
                            .distinct()
                            .limit(MOST)
                            .toList();
        }

        private static boolean nameable(String name) {
            return !name.isBlank() && name.length() <= MessageFields.LONGEST_NAME && PlainText.isPlain(name);
        }
    }

    /**
     * A GPU as its driver tells it.
     *
     * @param uuid its identity
     * @param name for people
     * @param memoryTotalMiB null where unknown, as is every figure that no GPU has
     * @param memoryUsedMiB null where unknown
     * @param utilisationPercent how busy it is, 0 to 100; null where unknown
     * @param temperatureCelsius null where unknown
     */
    record GpuReport(
            String uuid,
            String name,
            @Nullable Integer memoryTotalMiB,
            @Nullable Integer memoryUsedMiB,
            @Nullable Integer utilisationPercent,
            @Nullable Integer temperatureCelsius) {

        private static final int MOST_MEBIBYTES = 1 << 24;
        private static final int COLDEST = 100;
        private static final int HOTTEST = 1_000;

        public GpuReport {
            MessageFields.require(uuid, name);
            uuid = MessageFields.name(uuid);
            name = MessageFields.words(name, MessageFields.LONGEST_NAME);
            memoryTotalMiB = within(0, MOST_MEBIBYTES, memoryTotalMiB);
            memoryUsedMiB = within(0, MOST_MEBIBYTES, memoryUsedMiB);
            utilisationPercent = within(0, 100, utilisationPercent);
            temperatureCelsius = within(-COLDEST, HOTTEST, temperatureCelsius);
        }

        private static @Nullable Integer within(int least, int most, @Nullable Integer figure) {
            return figure == null || figure < least || figure > most ? null : figure;
        }

        /** A GPU of which no driver tells anything. */
        public static GpuReport named(String uuid, String name) {
            return new GpuReport(uuid, name, null, null, null, null);
        }
    }

    /** What a slot is up to; only {@code idle} and {@code busy} count as live. */
    enum SlotState {
        /** Waits for a job. */
        @JsonProperty("idle")
        IDLE,
        /** Runs a job. */
        @JsonProperty("busy")
        BUSY,
        /** Has a job and waits for the GPU lock. */
        @JsonProperty("waiting-for-gpu")
        WAITING_FOR_GPU,
        /** Takes nothing until its GPU lock can be had, or until a run that must be alone in its process is over. */
        @JsonProperty("blocked")
        BLOCKED,
        /** Takes nothing new. */
        @JsonProperty("draining")
        DRAINING,
        /** Its engine is broken; takes nothing until a canary picture succeeds. */
        @JsonProperty("quarantined")
        QUARANTINED,
        /** Its engine does not answer yet. */
        @JsonProperty("starting")
        STARTING,
        /** Its engine was told to stop and has not come back yet. */
        @JsonProperty("stalled")
        STALLED,
        /** Its engine answers, but not as one that could be used, or has gone away. */
        @JsonProperty("failed")
        FAILED,
        /** A state that this version does not know. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN;

        /** Whether the dispatcher may count on this slot. */
        public boolean live() {
            return switch (this) {
                case IDLE, BUSY, WAITING_FOR_GPU -> true;
                case BLOCKED, DRAINING, QUARANTINED, STARTING, STALLED, FAILED, UNKNOWN -> false;
            };
        }
    }

    /** What a run is doing at the moment. */
    public enum Phase {
        @JsonEnumDefaultValue
        @JsonProperty("waiting-for-gpu")
        WAITING_FOR_GPU("waiting-for-gpu"),
        @JsonProperty("loading-checkpoint")
        LOADING_CHECKPOINT("loading-checkpoint"),
        @JsonProperty("denoising")
        DENOISING("denoising"),
        @JsonProperty("decoding")
        DECODING("decoding"),
        @JsonProperty("uploading")
        UPLOADING("uploading");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The word used in JSON and SQL. */
        public String word() {
            return word;
        }
    }
}
