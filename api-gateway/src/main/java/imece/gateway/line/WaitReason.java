package imece.gateway.line;

import imece.gateway.turn.WorkAhead;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Why a job waits. */
public sealed interface WaitReason {

    /** The word in the API. */
    String word();

    /**
     * Others are to be drawn before it.
     *
     * @param people whose jobs these are; empty where they are too many to be counted
     */
    record AheadInTurn(WorkAhead ahead, OptionalInt people) implements WaitReason {
        @Override
        public String word() {
            return "ahead-in-turn";
        }
    }

    /** It is next, but slots that could draw it load a checkpoint for another job. */
    record LoadingElsewhere(int slots) implements WaitReason {
        @Override
        public String word() {
            return "loading-elsewhere";
        }
    }

    /** It is next, but jobs whose checkpoint was loaded went first; so much, of so many GPU-milliseconds at most. */
    record LetPast(WorkAhead past, long most) implements WaitReason {
        @Override
        public String word() {
            return "let-past";
        }
    }

    /** No slot that is connected serves its lane. */
    record NoSlotOffers(Instant since) implements WaitReason {
        @Override
        public String word() {
            return "no-slot-offers";
        }
    }

    /** All slots that serve it wait for their GPUs, which something else uses. */
    record GpuHeld(int slots) implements WaitReason {
        @Override
        public String word() {
            return "gpu-held-by-another-program";
        }
    }

    /** It pauses before another try; null = until the farm is sure that it harms no GPU. */
    record BackingOff(@Nullable Instant until) implements WaitReason {
        @Override
        public String word() {
            return "backing-off";
        }
    }

    /** It is next, but may be drawn only where nothing is drawn beside it. */
    record MustRunAlone() implements WaitReason {
        @Override
        public String word() {
            return "must-run-alone";
        }
    }

    /** An operator lets its lane pause, with a sentence for those who wait. */
    record Paused(String sentence) implements WaitReason {
        @Override
        public String word() {
            return "paused";
        }
    }

    /** The broker cannot be reached, so nothing can be handed to a GPU. */
    record BrokerAway() implements WaitReason {
        @Override
        public String word() {
            return "broker-away";
        }
    }

    /**
     * The slots that serve a lane.
     *
     * @param held those that wait for their GPUs
     * @param loading those that load a checkpoint
     * @param idle those that have nothing to do
     */
    record LaneSlots(int heard, int held, int loading, int idle) {

        /** None is known. */
        static final LaneSlots NONE = new LaneSlots(0, 0, 0, 0);
    }

    /**
     * All that tells why a job waits.
     *
     * @param pause what an operator says to those of its lane; null = it does not pause
     * @param unservedSince since when no slot serves its lane; null = some does, or nobody knows
     * @param backsOff whether it must not run yet
     * @param until when that is over; null = not known
     * @param alone whether it must be drawn alone
     * @param letPast what went before its turn while the job stood before it
     * @param patience so much it lets past at most
     */
    record WaitFacts(
            boolean brokerAway,
            @Nullable String pause,
            @Nullable Instant unservedSince,
            LaneSlots slots,
            boolean backsOff,
            @Nullable Instant until,
            boolean alone,
            WorkAhead ahead,
            OptionalInt people,
            WorkAhead letPast,
            long patience) {}

    /** The first of the reasons that holds, what concerns everybody before what concerns the job; empty = it is simply next. */
    static Optional<WaitReason> of(WaitFacts facts) {
        if (facts.brokerAway()) {
            return Optional.of(new BrokerAway());
        }
        if (facts.pause() != null) {
            return Optional.of(new Paused(facts.pause()));
        }
        if (facts.unservedSince() != null) {
            return Optional.of(new NoSlotOffers(facts.unservedSince()));
        }
        LaneSlots slots = facts.slots();
        if (slots.heard() > 0 && slots.held() == slots.heard()) {
            return Optional.of(new GpuHeld(slots.held()));
        }
        if (facts.backsOff()) {
            return Optional.of(new BackingOff(facts.until()));
        }
        if (facts.ahead().jobs() > 0) {
            return Optional.of(new AheadInTurn(facts.ahead(), facts.people()));
        }
        return next(facts, slots);
    }

    private static Optional<WaitReason> next(WaitFacts facts, LaneSlots slots) {
        if (facts.alone()) {
            return Optional.of(new MustRunAlone());
        }
        if (facts.letPast().gpuMillis() > 0) {
            return Optional.of(new LetPast(facts.letPast(), facts.patience()));
        }
        return slots.loading() > 0 && slots.idle() == 0
                ? Optional.of(new LoadingElsewhere(slots.loading()))
                : Optional.empty();
    }
}
