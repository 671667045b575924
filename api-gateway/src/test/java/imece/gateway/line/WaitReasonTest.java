package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent.SlotState;
import imece.contract.SlotId;
import imece.gateway.line.LineConditions.WaitingTraits;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.WaitReason.LaneSlots;
import imece.gateway.line.WaitReason.WaitFacts;
import imece.gateway.turn.WorkAhead;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitReasonTest {

    private static final Instant THEN = Instant.parse("2026-11-23T17:41:08Z");
    private static final WorkAhead THREE = new WorkAhead(3, 74_500);
    private static final WaitingTraits PLAIN = new WaitingTraits("a", false, null, false, WorkAhead.NONE);

    @Test
    void othersAreToBeDrawnFirstSoManyOfSoManyPeople() {
        LinePosition told = told(PLAIN, THREE, false, LineFixtures.idle("a"));
        assertThat(told.position()).isEqualTo(4);
        assertThat(told.why()).isEqualTo(new WaitReason.AheadInTurn(THREE, OptionalInt.of(2)));
        assertThat(WaitReasonView.of(told.why()))
                .isEqualTo(new WaitReasonView("ahead-in-turn", 3, 75L, null, 2, null, null, null, null));
    }

    @Test
    void beforeAnythingWasMeasuredOnlyJobsAndPeopleAreTold() {
        WorkAhead guessed = new WorkAhead(3, 75_000, true);
        LinePosition told = told(PLAIN, guessed, false, LineFixtures.idle("a"));
        assertThat(WaitReasonView.of(told.why()))
                .isEqualTo(new WaitReasonView("ahead-in-turn", 3, null, null, 2, null, null, null, null));

        WaitingTraits passed = new WaitingTraits("a", false, null, false, guessed);
        assertThat(WaitReasonView.of(told(passed, WorkAhead.NONE, false, LineFixtures.idle("a"))
                        .why()))
                .isEqualTo(new WaitReasonView("let-past", null, null, null, null, null, null, null, null));
    }

    @Test
    void whoIsSimplyNextIsToldNothing() {
        assertThat(told(PLAIN, WorkAhead.NONE, false, LineFixtures.idle("a")).why())
                .isNull();
    }

    @Test
    void whoIsNextLetsThosePassWhoseCheckpointIsLoaded() {
        WaitingTraits passed = new WaitingTraits("a", false, null, false, THREE);
        assertThat(told(passed, WorkAhead.NONE, false, LineFixtures.idle("a"), LineFixtures.idle("a", "b"))
                        .why())
                .isEqualTo(new WaitReason.LetPast(THREE, 480_000));
    }

    @Test
    void whoIsNextWaitsForSlotsThatLoadAnotherCheckpointUnlessOneIsFree() {
        ServingSlot loads = LineFixtures.slot("loads", SlotState.BUSY, "a", "b");
        assertThat(told(PLAIN, WorkAhead.NONE, false, loads).why()).isEqualTo(new WaitReason.LoadingElsewhere(1));
        assertThat(told(PLAIN, WorkAhead.NONE, false, loads, LineFixtures.idle("a"))
                        .why())
                .isNull();
        assertThat(told(PLAIN, WorkAhead.NONE, false, LineFixtures.slot("draws", SlotState.BUSY, "a"))
                        .why())
                .isNull();
    }

    @Test
    void somethingElseUsesAllGpusOfTheLane() {
        ServingSlot blocked = LineFixtures.slot("blocked", SlotState.BLOCKED, "a");
        ServingSlot waits = LineFixtures.slot("waits", SlotState.WAITING_FOR_GPU, "a");
        ServingSlot elsewhere = LineFixtures.slot("elsewhere", SlotState.IDLE, "b");
        ServingSlot broken = LineFixtures.slot("broken", SlotState.FAILED, "a");
        assertThat(told(PLAIN, THREE, false, blocked, waits, elsewhere, broken).why())
                .isEqualTo(new WaitReason.GpuHeld(2));
        assertThat(told(PLAIN, THREE, false, blocked, LineFixtures.idle("a")).why())
                .isInstanceOf(WaitReason.AheadInTurn.class);
    }

    @Test
    void aPauseBeforeAnotherTryKeepsThePlaceAndSaysUntilWhen() {
        LinePosition told =
                told(new WaitingTraits("a", true, THEN, false, WorkAhead.NONE), THREE, false, LineFixtures.idle("a"));
        assertThat(told.position()).isEqualTo(4);
        assertThat(told.why()).isEqualTo(new WaitReason.BackingOff(THEN));
    }

    @Test
    void whoMustBeDrawnAloneIsToldSoOnceItIsNext() {
        WaitingTraits alone = new WaitingTraits("a", false, null, true, WorkAhead.NONE);
        assertThat(told(alone, WorkAhead.NONE, false, LineFixtures.idle("a")).why())
                .isEqualTo(new WaitReason.MustRunAlone());
        assertThat(told(alone, THREE, false, LineFixtures.idle("a")).why()).isInstanceOf(WaitReason.AheadInTurn.class);
    }

    @Test
    void inALaneThatPausesOrThatNobodyServesThereIsNoPosition() {
        LineConditions paused = new LineConditions(
                List.of(LineFixtures.idle("a")), Set.of(), false, lane -> Optional.of("Back at noon."), lane -> null);
        LinePosition told = paused.told(PLAIN, THREE, OptionalInt.of(2), false);
        assertThat(told.position()).isZero();
        assertThat(told.why()).isEqualTo(new WaitReason.Paused("Back at noon."));

        LineConditions unserved =
                new LineConditions(List.of(), Set.of(), false, lane -> Optional.empty(), lane -> THEN);
        LinePosition nobody = unserved.told(PLAIN, THREE, OptionalInt.of(2), true);
        assertThat(nobody.position()).isZero();
        assertThat(nobody.why()).isEqualTo(new WaitReason.NoSlotOffers(THEN));
    }

    /** The reason is one that the facts bear out, and none is left unsaid while somebody stands before the job. */
    @Property
    void eachReasonHolds(
            @ForAll boolean away,
            @ForAll boolean pauses,
            @ForAll boolean unserved,
            @ForAll boolean backsOff,
            @ForAll boolean alone,
            @ForAll @IntRange(max = 3) int heard,
            @ForAll @IntRange(max = 3) int held,
            @ForAll @IntRange(max = 3) int loading,
            @ForAll @IntRange(max = 2) int ahead,
            @ForAll @IntRange(max = 2) int letPast) {
        WaitFacts facts = new WaitFacts(
                away,
                pauses ? "Later." : null,
                unserved ? THEN : null,
                new LaneSlots(heard, Math.min(held, heard), Math.min(loading, heard), 0),
                backsOff,
                null,
                alone,
                new WorkAhead(ahead, ahead),
                OptionalInt.empty(),
                new WorkAhead(letPast, letPast),
                2);
        Optional<WaitReason> why = WaitReason.of(facts);
        why.ifPresent(
                reason -> assertThat(holds(reason, facts)).as("%s", reason).isTrue());
        assertThat(why.isEmpty() && (ahead > 0 || away || pauses || unserved || backsOff))
                .isFalse();
    }

    private static boolean holds(WaitReason reason, WaitFacts facts) {
        return switch (reason) {
            case WaitReason.BrokerAway away -> facts.brokerAway();
            case WaitReason.Paused paused -> paused.sentence().equals(facts.pause());
            case WaitReason.NoSlotOffers none -> none.since().equals(facts.unservedSince());
            case WaitReason.GpuHeld held ->
                held.slots() > 0 && held.slots() == facts.slots().heard();
            case WaitReason.BackingOff pauses -> facts.backsOff();
            case WaitReason.AheadInTurn before ->
                before.ahead().equals(facts.ahead()) && before.ahead().jobs() > 0;
            case WaitReason.MustRunAlone alone -> facts.alone() && facts.ahead().jobs() == 0;
            case WaitReason.LetPast past ->
                past.past().equals(facts.letPast()) && past.past().gpuMillis() > 0;
            case WaitReason.LoadingElsewhere loads ->
                loads.slots() > 0 && facts.ahead().jobs() == 0;
        };
    }

    private static LinePosition told(WaitingTraits job, WorkAhead ahead, boolean away, ServingSlot... slots) {
        Set<SlotId> loading = Set.of(new SlotId("worker-1", "loads"));
        LineConditions conditions =
                new LineConditions(List.of(slots), loading, away, lane -> Optional.empty(), WaitReasonTest::served);
        return conditions.told(job, ahead, OptionalInt.of(2), false);
    }

    private static @Nullable Instant served(String lane) {
        return null;
    }
}
