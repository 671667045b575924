package imece.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of state, as a worker reports it: persistent, confirmed, and folded into the row by the store. An event of an
 * older epoch or run changes nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = StatusEvent.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = StatusEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = StatusEvent.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = StatusEvent.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = StatusEvent.Released.class, name = "released"),
    @JsonSubTypes.Type(value = StatusEvent.Marker.class, name = "marker")
})
public sealed interface StatusEvent {

    /** What a run says about itself; everything but {@link Marker} and {@link Unknown}. */
    sealed interface OfRun extends StatusEvent {

        /** Which run. */
        RunKey run();

        /** Rises by one with each event of the run, progress included. */
        long seq();

        /** Where. */
        SlotAddress slot();

        /** When, by the worker's clock: for people, never for decisions. */
        Instant at();

        /** That of the job's message; null = there was none in it, or the worker is one of the last release. */
        @Nullable
        DispatchSecret secret();
    }

    /** The GPU lock is held and the engine is being called. */
    record Started(
            RunKey run,
            long seq,
            @JsonProperty("place") SlotAddress slot,
            Instant at,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            DispatchSecret secret)
            implements OfRun {
        public Started {
            MessageFields.require(run, slot, at);
            demandPlace(seq, at);
        }

        /** Of a job whose message has no secret. */
        public Started(RunKey run, long seq, SlotAddress slot, Instant at) {
            this(run, seq, slot, at, null);
        }
    }

    /**
     * The picture is stored.
     *
     * @param picture what was uploaded
     * @param renderMillis time from lock to last byte of the engine, milliseconds
     * @param used what was not used as the job asked for it; null = nothing of the kind
     * @param loadMillis how much of that went into loading a checkpoint; null = nobody knows
     * @param gpuMillis time on the GPU without loading, where other runs shared it a part of that; null = rendering less loading
     */
    record Completed(
            RunKey run,
            long seq,
            @JsonProperty("place") SlotAddress slot,
            Instant at,
            Picture picture,
            long renderMillis,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UsedValues used,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            DispatchSecret secret,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long loadMillis,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long gpuMillis)
            implements OfRun {

        public Completed {
            MessageFields.require(run, slot, at, picture);
            demandPlace(seq, at);
            renderMillis = Math.clamp(renderMillis, 0, LONGEST_MILLIS);
            loadMillis = bounded(loadMillis, renderMillis);
            gpuMillis = bounded(gpuMillis, renderMillis);
        }

        /** Of a worker that does not say how long it loaded. */
        public Completed(
                RunKey run,
                long seq,
                SlotAddress slot,
                Instant at,
                Picture picture,
                long renderMillis,
                @Nullable UsedValues used,
                @Nullable DispatchSecret secret) {
            this(run, seq, slot, at, picture, renderMillis, used, secret, null, null);
        }

        /** A picture for which all of the job's values were used, of a job whose message has no secret. */
        public Completed(RunKey run, long seq, SlotAddress slot, Instant at, Picture picture, long renderMillis) {
            this(run, seq, slot, at, picture, renderMillis, null, null);
        }
    }

    /**
     * The run failed; {@link Failure#retryable} decides between another try and the end.
     *
     * @param loadMillis how long it loaded a checkpoint; null = nobody knows
     * @param gpuMillis as in {@link Completed}
     */
    record Failed(
            RunKey run,
            long seq,
            @JsonProperty("place") SlotAddress slot,
            Instant at,
            Failure failure,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            DispatchSecret secret,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long loadMillis,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long gpuMillis)
            implements OfRun {
        public Failed {
            MessageFields.require(run, slot, at, failure);
            demandPlace(seq, at);
            loadMillis = bounded(loadMillis, LONGEST_MILLIS);
            gpuMillis = bounded(gpuMillis, LONGEST_MILLIS);
        }

        /** Of a worker that does not say how long it loaded. */
        public Failed(
                RunKey run, long seq, SlotAddress slot, Instant at, Failure failure, @Nullable DispatchSecret secret) {
            this(run, seq, slot, at, failure, secret, null, null);
        }

        /** Of a job whose message has no secret. */
        public Failed(RunKey run, long seq, SlotAddress slot, Instant at, Failure failure) {
            this(run, seq, slot, at, failure, null);
        }
    }

    /** The worker gives the job back unharmed: it returns to its old place in the line and no attempt is spent. */
    record Released(
            RunKey run,
            long seq,
            @JsonProperty("place") SlotAddress slot,
            Instant at,
            ReleaseReason reason,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            DispatchSecret secret)
            implements OfRun {
        public Released {
            MessageFields.require(run, slot, at, reason);
            demandPlace(seq, at);
        }

        /** Of a job whose message has no secret. */
        public Released(RunKey run, long seq, SlotAddress slot, Instant at, ReleaseReason reason) {
            this(run, seq, slot, at, reason, null);
        }
    }

    /** Sent by a gateway through the same queue: once it is back, everything confirmed earlier has been read. */
    record Marker(String id) implements StatusEvent {
        public Marker {
            MessageFields.require(id);
            MessageFields.demand(id.length() <= MessageFields.LONGEST_NAME);
        }
    }

    /** A kind that this version does not know: counted and passed over. */
    record Unknown() implements StatusEvent {}

    /** Longer takes no run. */
    long LONGEST_MILLIS = Duration.ofDays(7).toMillis();

    private static @Nullable Long bounded(@Nullable Long millis, long most) {
        return millis == null ? null : Long.valueOf(Math.clamp(millis, 0, most));
    }

    private static void demandPlace(long seq, Instant at) {
        MessageFields.demandCount(seq);
        MessageFields.demand(!at.isBefore(Instant.EPOCH) && at.isBefore(MessageFields.FAR_FUTURE));
    }

    /** Why a worker gives a job back, which costs the job nothing. */
    public enum ReleaseReason {
        /** The GPU lock was not to be had in time. */
        @JsonProperty("gpu-busy")
        GPU_BUSY,
        /** The worker is being stopped or drained. */
        @JsonProperty("draining")
        DRAINING,
        /** The engine is quarantined. */
        @JsonProperty("quarantined")
        QUARANTINED,
        /** The engine was away, or not to be used, when the run was to begin. */
        @JsonProperty("engine-away")
        ENGINE_AWAY,
        /** No signed upload address was still valid. */
        @JsonProperty("upload-expired")
        UPLOAD_EXPIRED,
        /** No picture store took the run's picture, or gave the one to begin from; whose fault that is, it is not the job's. */
        @JsonProperty("store-unavailable")
        STORE_UNAVAILABLE,
        /** The broker has handed this message out too often; the gateway decides. */
        @JsonProperty("too-many-deliveries")
        TOO_MANY_DELIVERIES,
        /** The job failed on this very slot a moment ago; another one may do better. */
        @JsonProperty("avoided")
        AVOIDED,
        /** The engine refused the job, or made something of it that can't be its picture; another slot is to try it once. */
        @JsonProperty("refused")
        REFUSED,
        /** A reason that this version does not know. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * A stored picture.
     *
     * @param sha256 of its bytes, lower-case hex
     * @param bytes its size
     * @param width pixels
     * @param height pixels
     */
    public record Picture(String sha256, long bytes, int width, int height) {
        public Picture {
            MessageFields.require(sha256);
            MessageFields.demand(sha256.matches("[0-9a-f]{64}") && bytes > 0 && width > 0 && height > 0);
        }
    }
}
