package imece.gateway.line;

import com.fasterxml.jackson.annotation.JsonInclude;
import imece.gateway.turn.WorkAhead;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a job waits, with numbers, as the API tells it; what does not belong to the reason is left out.
 *
 * @param reason the word
 * @param jobs that stand before it
 * @param gpuSeconds of what stands before it, or went before its turn; left out where some of that is a guess, nothing having
 *     been measured yet
 * @param mostGpuSeconds so much it lets go before its turn at most; left out with {@code gpuSeconds}
 * @param people whose jobs stand before it; left out where they are too many to be counted
 * @param slots that are held, or load
 * @param since when no slot has served its lane
 * @param until when its pause is over; left out where nobody knows
 * @param sentence the operator's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WaitReasonView(
        String reason,
        @Nullable Integer jobs,
        @Nullable Long gpuSeconds,
        @Nullable Long mostGpuSeconds,
        @Nullable Integer people,
        @Nullable Integer slots,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String sentence) {

    /** The view of this reason; null of none. */
    public static @Nullable WaitReasonView of(@Nullable WaitReason why) {
        return switch (why) {
            case null -> null;
            case WaitReason.AheadInTurn before -> ofAhead(before);
            case WaitReason.LetPast past ->
                new WaitReasonView(
                        why.word(),
                        null,
                        seconds(past.past()),
                        past.past().guessed() ? null : seconds(past.most()),
                        null,
                        null,
                        null,
                        null,
                        null);
            case WaitReason.LoadingElsewhere loading -> ofSlots(why, loading.slots());
            case WaitReason.GpuHeld held -> ofSlots(why, held.slots());
            case WaitReason.NoSlotOffers none ->
                new WaitReasonView(why.word(), null, null, null, null, null, none.since(), null, null);
            case WaitReason.BackingOff pauses ->
                new WaitReasonView(why.word(), null, null, null, null, null, null, pauses.until(), null);
            case WaitReason.Paused paused ->
                new WaitReasonView(why.word(), null, null, null, null, null, null, null, paused.sentence());
            case WaitReason.MustRunAlone alone -> bare(why);
            case WaitReason.BrokerAway away -> bare(why);
        };
    }

    private static WaitReasonView ofAhead(WaitReason.AheadInTurn before) {
        OptionalInt people = before.people();
        return new WaitReasonView(
                before.word(),
                before.ahead().jobs(),
                seconds(before.ahead()),
                null,
                people.isPresent() ? Integer.valueOf(people.getAsInt()) : null,
                null,
                null,
                null,
                null);
    }

    private static WaitReasonView bare(WaitReason why) {
        return new WaitReasonView(why.word(), null, null, null, null, null, null, null, null);
    }

    private static WaitReasonView ofSlots(WaitReason why, int slots) {
        return new WaitReasonView(why.word(), null, null, null, null, slots, null, null, null);
    }

    /** Nothing is ever told from a constant. */
    private static @Nullable Long seconds(WorkAhead work) {
        return work.guessed() ? null : seconds(work.gpuMillis());
    }

    private static long seconds(long millis) {
        return Math.ceilDiv(millis, 1_000L);
    }
}
