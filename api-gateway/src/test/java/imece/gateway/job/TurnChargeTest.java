package imece.gateway.job;

import static imece.gateway.job.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Failure;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.turn.JobTurn;
import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.RunVerdict.BackInLine;
import imece.gateway.turn.RunVerdict.Measured;
import imece.gateway.turn.RunVerdict.Unspent;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the end of a job means for the account that paid for it. */
class TurnChargeTest {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final UUID ACCOUNT = new UUID(4, 4);
    private static final long ESTIMATE = 20_000;

    /** A job that began so long before the end that its run tells of. */
    private static final Duration RAN = Duration.ofSeconds(9);

    @Test
    void aPictureIsPaidByTheTimeItKeptTheGpu() {
        assertThat(end(completed(7_000, null, 4_000L))).isEqualTo(new Measured(4_000));
        assertThat(end(completed(7_000, 2_000L, null))).isEqualTo(new Measured(5_000));
        assertThat(end(completed(7_000, null, null))).isEqualTo(new Measured(7_000));
    }

    @Test
    void nobodyPaysForMoreThanTheRowsSaw() {
        assertThat(end(completed(500_000, null, 400_000L))).isEqualTo(new Measured(RAN.toMillis()));
        Decision.Changed late = (Decision.Changed) Transitions.on(
                Samples.dispatched(queued(), 1), completed(5_000_000, null, null), Evidence.UNKNOWN, NOW);
        assertThat(verdict(late)).as("its start was never heard of").isEqualTo(new Measured(LONGEST.toMillis()));
    }

    @Test
    void whatFailsForGoodIsPaidByItsTimeWithoutLoading() {
        assertThat(end(failed(false, null, null))).isEqualTo(new Measured(9_000));
        assertThat(end(failed(false, 4_000L, null))).isEqualTo(new Measured(5_000));
        assertThat(end(failed(false, 4_000L, 1_000L))).isEqualTo(new Measured(1_000));
    }

    @Test
    void whatIsTriedAgainStaysCharged() {
        assertThat(end(failed(true, null, null))).isEqualTo(new BackInLine());
        assertThat(end(Samples.released(Samples.run(1, 0, 1), ReleaseReason.DRAINING)))
                .isEqualTo(new BackInLine());
    }

    @Test
    void whatEndsByFaultsThatAreNotItsOwnCostsNothing() {
        Job job = queued();
        Decision.Changed last = null;
        for (int run = 1; run <= Transitions.MAX_FAILURES; run++) {
            Job dispatched = Samples.dispatched(job, run);
            last = (Decision.Changed) Transitions.on(
                    dispatched,
                    Samples.failed(Samples.run(dispatched.counters().epoch(), 0, run), true),
                    Evidence.UNKNOWN,
                    NOW);
            job = last.after();
        }
        assertThat(job.status().terminal()).isTrue();
        assertThat(verdict(Objects.requireNonNull(last))).isEqualTo(new Unspent());
        JobState lost = new JobState.Errored(null, null, NOW, JobNotes.lostTooOften(3));
        assertThat(TurnCharge.verdict(lost, List.of(), LONGEST)).isEqualTo(new Unspent());
    }

    @Test
    void aCancelledJobPaysForTheTimeItRan() {
        assertThat(TurnCharge.verdict(Samples.cancelled(queued()).state(), List.of(), LONGEST))
                .isEqualTo(new Unspent());
        assertThat(TurnCharge.verdict(
                        Samples.cancelled(Samples.dispatched(queued(), 1)).state(), List.of(), LONGEST))
                .isEqualTo(new Unspent());
        Job ran = GuardedTransitions.cancelled(processing(queued()), NOW).orElseThrow();
        assertThat(TurnCharge.verdict(ran.state(), List.of(), LONGEST)).isEqualTo(new Measured(RAN.toMillis()));
    }

    @Test
    void theCorrectionIsReckonedWithTheWeightOfTheSubmit() {
        Job half = weighing(500, ACCOUNT);
        Job over = GuardedTransitions.cancelled(processing(half), NOW).orElseThrow();
        assertThat(TurnCharge.of(over, List.of(), LONGEST))
                .contains(new TurnCharge(over.id(), ACCOUNT, 2 * RAN.toMillis() - 2 * ESTIMATE));
        Job waits = Samples.cancelled(half);
        assertThat(TurnCharge.of(waits, List.of(), LONGEST))
                .contains(new TurnCharge(waits.id(), ACCOUNT, -2 * ESTIMATE));
    }

    @Test
    void nobodyIsChargedForAJobOfAnOlderGateway() {
        assertThat(TurnCharge.of(Samples.cancelled(weighing(1000, null)), List.of(), LONGEST))
                .isEmpty();
    }

    /** Whatever happens to a job, each of its changes but the last leaves the account alone, and the last never gives too much back. */
    @Property(tries = 1_000)
    void onlyTheEndPutsSomethingRight(@ForAll long seed) {
        Random random = new Random(seed);
        Job job = queued();
        int charges = 0;
        Instant now = NOW;
        for (int step = 0; step < 40; step++) {
            now = now.plusMillis(random.nextInt(30_000));
            List<RunChange> runs = new ArrayList<>();
            Job after = next(job, random, step, now, runs);
            if (after == null) {
                continue;
            }
            var charge = TurnCharge.of(after, runs, LONGEST);
            assertThat(charge.isPresent()).isEqualTo(after.status().terminal());
            charges += charge.isPresent() ? 1 : 0;
            charge.ifPresent(each -> assertThat(each.by()).isBetween(-ESTIMATE, 600_000L));
            job = after;
        }
        assertThat(charges).isEqualTo(job.status().terminal() ? 1 : 0);
    }

    private static @Nullable Job next(Job job, Random random, int step, Instant now, List<RunChange> runs) {
        Decision decision = switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                Job dispatched = GuardedTransitions.dispatched(job, step).orElse(null);
                yield dispatched == null ? null : new Decision.Changed(dispatched, List.of());
            }
            case 3 -> {
                Job cancelled = random.nextInt(6) == 0
                        ? GuardedTransitions.cancelled(job, now).orElse(null)
                        : null;
                yield cancelled == null ? null : new Decision.Changed(cancelled, List.of());
            }
            case 4 -> Recovery.takenBack(job, one(List.of(Evidence.values()), random), now);
            case 5 -> Recovery.endedByLosses(job, now);
            default -> Transitions.on(job, event(job, random), Evidence.GONE, now);
        };
        if (decision instanceof Decision.Changed changed) {
            runs.addAll(changed.runs());
            return changed.after();
        }
        return null;
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static StatusEvent.OfRun event(Job job, Random random) {
        UUID run =
                job.run() == null ? new UUID(100, random.nextInt(4)) : job.run().runId();
        var key = new RunKey(job.id(), job.counters().epoch(), random.nextInt(3), run);
        return switch (random.nextInt(4)) {
            case 0 -> Samples.completed(key);
            case 1 -> Samples.failed(key, random.nextInt(3) > 0);
            case 2 -> Samples.released(key, ReleaseReason.DRAINING);
            default -> Samples.started(key);
        };
    }

    private static RunVerdict end(StatusEvent.OfRun event) {
        return verdict((Decision.Changed) Transitions.on(processing(queued()), event, Evidence.UNKNOWN, NOW));
    }

    private static RunVerdict verdict(Decision.Changed changed) {
        return TurnCharge.verdict(changed.after().state(), changed.runs(), LONGEST);
    }

    private static Job processing(Job job) {
        return ((Decision.Changed) Transitions.on(
                        Samples.dispatched(job, 1),
                        Samples.started(Samples.run(1, 0, 1)),
                        Evidence.UNKNOWN,
                        NOW.minus(RAN)))
                .after();
    }

    private static StatusEvent.Completed completed(
            long renderMillis, @Nullable Long loadMillis, @Nullable Long gpuMillis) {
        StatusEvent.Completed told = Samples.completed(Samples.run(1, 0, 1));
        return new StatusEvent.Completed(
                told.run(),
                told.seq(),
                told.slot(),
                told.at(),
                told.picture(),
                renderMillis,
                null,
                null,
                loadMillis,
                gpuMillis);
    }

    private static StatusEvent.Failed failed(boolean retryable, @Nullable Long loadMillis, @Nullable Long gpuMillis) {
        StatusEvent.Failed told = Samples.failed(Samples.run(1, 0, 1), retryable);
        return new StatusEvent.Failed(
                told.run(),
                told.seq(),
                told.slot(),
                told.at(),
                new Failure("engine", "It broke.", retryable),
                null,
                loadMillis,
                gpuMillis);
    }

    private static Job queued() {
        return weighing(1000, ACCOUNT);
    }

    private static Job weighing(int thousandths, @Nullable UUID account) {
        Job plain = Samples.queued();
        return new Job(
                plain.id(),
                plain.origin(),
                plain.lane(),
                plain.ticket(),
                new JobTurn(account, new ShareWeight(thousandths), TurnClass.INTERACTIVE, ESTIMATE, 1, false),
                plain.spec(),
                null,
                plain.counters(),
                null,
                plain.state());
    }
}
