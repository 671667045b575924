package imece.local.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.drill.history.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two slots that tell of themselves each two seconds, and jobs that are handed out for them. */
class SeatsCheckTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);

    private final List<Entry> heard = new ArrayList<>();
    private final List<Entry> changes = new ArrayList<>();
    private long term = 1;

    @Test
    void eachSlotOfALaneMayHaveAJobLyingThere() {
        bothTell("", "");
        handsOut(1, "granite", "one/g", 50_000);
        handsOut(2, "granite", "two/g", 50_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isZero();
    }

    @Test
    void noSecondJobMayLieThereForTheSameSeat() {
        bothTell("", "");
        handsOut(1, "granite", "one/g", 50_000);
        handsOut(2, "granite", "one/g", 51_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isEqualTo(1);
    }

    @Test
    void aSlotThatTookAnothersJobMayGetTheNext() {
        bothTell("", "");
        handsOut(1, "granite", "one/g", 50_000);
        handsOut(2, "granite", "two/g", 50_000);
        becomes(1, "processing", "two/g", 51_000);
        handsOut(3, "granite", "two/g", 52_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isZero();
    }

    @Test
    void aSlotThatLeavesItsLaneTakesItsSeatAlong() {
        bothTell("", "");
        handsOut(1, "granite", "one/g", 30_000);
        handsOut(2, "granite", "two/g", 30_000);
        handsOut(3, "slate", "two/g", 51_000);
        handsOut(4, "granite", "one/g", 52_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isEqualTo(1);
    }

    @Test
    void aSlotThatSaysToBeAssignedHasASeatThere() {
        bothTell("", "granite");
        handsOut(1, "granite", "one/g", 50_000);
        handsOut(2, "granite", "one/g", 51_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isZero();
    }

    @Test
    void aJobWhoseSlotWasLostIsNotCounted() {
        tells("one", ONE, 0, 50_000, "");
        tells("two", TWO, 0, 90_000, "");
        tells("one", new UUID(3, 3), 56_000, 90_000, "");
        handsOut(1, "granite", "one/g", 49_000);
        handsOut(2, "granite", "one/g", 62_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isZero();
        handsOut(3, "granite", "one/g", 63_000);
        assertThat(found(Promise.OVER_DISPATCHED))
                .as("nothing was lost since the second one")
                .isEqualTo(1);
    }

    @Test
    void aJobThatASlotHasInHandLiesThereNoMore() {
        tells("one", ONE, 0, 49_000, "");
        tells("one", ONE, 50_000, 90_000, "", List.of(new UUID(0, 1)));
        handsOut(1, "granite", "one/g", 50_000);
        handsOut(2, "granite", "one/g", 53_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isZero();
        handsOut(3, "granite", "one/g", 54_000);
        assertThat(found(Promise.OVER_DISPATCHED)).isEqualTo(1);
    }

    @Test
    void whoseTermIsOverHandsNothingOut() {
        handsOut(1, "granite", "one/g", 50_000);
        term = 2;
        handsOut(2, "slate", "two/g", 51_000);
        assertThat(found(Promise.LEAD_OVER)).isZero();
        term = 1;
        handsOut(3, "marble", "one/g", 52_000);
        assertThat(found(Promise.LEAD_OVER)).isEqualTo(1);
    }

    private void bothTell(String one, String two) {
        tells("one", ONE, 0, 90_000, one);
        tells("two", TWO, 0, 90_000, two);
    }

    private void tells(String worker, UUID instance, long from, long to, String lane) {
        tells(worker, instance, from, to, lane, List.of());
    }

    private void tells(String worker, UUID instance, long from, long to, String lane, List<UUID> hand) {
        for (long at = from; at <= to; at += 2_000) {
            heard.add(new Entry.Heard(
                    at, worker, instance, "g", "idle", lane, 1, List.of("granite", "slate", "marble"), hand));
        }
    }

    private void handsOut(long job, String lane, String slot, long at) {
        changes.add(change(job, "queued", "dispatched", lane, slot, at));
    }

    private void becomes(long job, String status, String slot, long at) {
        changes.add(change(job, "dispatched", status, "granite", slot, at));
    }

    private Entry change(long job, String from, String status, String lane, String slot, long at) {
        UUID id = new UUID(0, job);
        Entry.Turn turn = new Entry.Turn(lane, false, job, "interactive", null, false, false, term, slot);
        return new Entry.Change(at, id, id, job, from, status, 0, 1, 0, 0, 0, 0, null, null, job, null, turn);
    }

    private int found(Promise promise) {
        List<Entry> history = new ArrayList<>(heard);
        history.addAll(changes);
        return Checker.check(history, Duration.ofSeconds(1)).findings().count(promise);
    }
}
