package imece.gateway.job;

import static imece.gateway.job.Samples.NOW;
import static imece.gateway.job.Samples.completed;
import static imece.gateway.job.Samples.dispatched;
import static imece.gateway.job.Samples.failed;
import static imece.gateway.job.Samples.queued;
import static imece.gateway.job.Samples.released;
import static imece.gateway.job.Samples.run;
import static imece.gateway.job.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.SlotId;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.LossCharge.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTest {

    private static final SlotId WORKER_1 = new SlotId("worker-1", "gpu-1");
    private static final SlotId WORKER_2 = new SlotId("worker-2", "gpu-2");
    private static final Job WITH_BROKER = dispatched(queued(), 1);

    @Test
    void aStartMakesADispatchedJobProcessingAndCountsAnAttempt() {
        Job job = after(WITH_BROKER, started(run(1, 0, 1)));
        assertThat(job.state()).isInstanceOf(JobState.Processing.class);
        assertThat(job.counters()).isEqualTo(new Job.Counters(1, 3, 1, 0, 0));
    }

    @Test
    void aCompletionWhoseStartWasLostImpliesIt() {
        Job job = after(WITH_BROKER, completed(run(1, 0, 1)));
        assertThat(job.state()).isInstanceOf(JobState.Complete.class);
        assertThat(job.counters().attempt()).isEqualTo(1);
    }

    @Test
    void aReleaseGivesTheJobBackAtItsOldPlaceAndSpendsNothing() {
        Job job = after(WITH_BROKER, released(run(1, 0, 1), ReleaseReason.GPU_BUSY));
        assertThat(job.state()).isEqualTo(JobState.Queued.atOnce());
        assertThat(job.ticket()).isEqualTo(WITH_BROKER.ticket());
        assertThat(job.counters()).isEqualTo(new Job.Counters(2, 3, 0, 0, 0));
        assertThat(job.note()).isEqualTo("worker-1 gave it back: the GPU was busy");
    }

    @Test
    void aTransientFailureWaitsABackOffThatGrows() {
        Job once = after(WITH_BROKER, failed(run(1, 0, 1), true));
        assertThat(once.state()).isEqualTo(new JobState.Queued(NOW.plus(Duration.ofSeconds(1)), WORKER_1));
        Job twice = after(dispatched(once, 2), failed(run(3, 0, 2), true));
        assertThat(twice.state()).isEqualTo(new JobState.Queued(NOW.plus(Duration.ofSeconds(2)), WORKER_2));
    }

    @Test
    void whatAJobWaitedForIsNoLongerToldOnceItsNextAttemptBegins() {
        Job waits = dispatched(after(WITH_BROKER, failed(run(1, 0, 1), true)), 2);
        assertThat(waits.note()).contains("waiting for another try");
        assertThat(after(waits, started(run(3, 0, 2))).note()).isNull();
    }

    @Test
    void theThirdTransientFailureIsTheEnd() {
        Job job = queued();
        for (int i = 0; i < 3; i++) {
            Job sent = dispatched(job, i);
            job = after(sent, failed(run(sent.counters().epoch(), 0, i + 1), true));
        }
        assertThat(job.state()).isInstanceOf(JobState.Errored.class);
    }

    @Test
    void aPermanentFailureIsTheEndAtOnce() {
        assertThat(after(WITH_BROKER, failed(run(1, 0, 1), false)).state()).isInstanceOf(JobState.Errored.class);
    }

    @Test
    void anEventOfAnOlderEpochChangesNothingAndItsRunIsToldToStop() {
        Job again = dispatched(after(WITH_BROKER, released(run(1, 0, 1), ReleaseReason.DRAINING)), 2);
        assertThat(Transitions.on(again, completed(run(1, 0, 1)), Evidence.GONE, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.STALE_EPOCH, true));
    }

    @ParameterizedTest
    @EnumSource(Evidence.class)
    void ofTwoRunsWithEqualDeliveryTheFirstWinsWhateverIsKnownOfIt(Evidence evidence) {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        assertThat(Transitions.on(running, completed(run(1, 0, 2)), evidence, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.OTHER_RUN, true));
    }

    @Test
    void aRedeliveredRunSupersedesOneWhoseWorkerIsGoneAndSaysSo() {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        Job moved = changed(Transitions.on(running, started(run(1, 1, 2)), Evidence.GONE, NOW))
                .after();
        assertThat(moved.note()).isEqualTo("worker-1 vanished, restarted on worker-2");
        assertThat(moved.counters().attempt()).isEqualTo(2);
        assertThat(moved.counters().failures()).isEqualTo(1);
    }

    @Test
    void aLostConnectionCostsNoAttempt() {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        Job moved = changed(Transitions.on(running, started(run(1, 1, 2)), Evidence.ALIVE_WITHOUT_IT, NOW))
                .after();
        assertThat(moved.counters().failures()).isZero();
    }

    @Test
    void aRedeliveredRunIsToldToAbandonWhileItsPredecessorStillRuns() {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        assertThat(Transitions.on(running, started(run(1, 1, 2)), Evidence.RUNNING_IT, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.OTHER_RUN, true));
        assertThat(Transitions.on(running, started(run(1, 1, 2)), Evidence.UNKNOWN, NOW))
                .isEqualTo(new Decision.Undecided());
    }

    @Test
    void aJobThatKillsItsWorkerThreeTimesGoesNoFurtherAndFailsUnlessOneOfThemIsHeardAgain() {
        Job job = lostAlone(2);
        Job onProbation = changed(Transitions.on(job, started(run(1, 3, 4)), Evidence.GONE, NOW))
                .after();
        assertThat(onProbation.state()).isEqualTo(new JobState.Queued(NOW.plus(Transitions.PROBATION), null));
        assertThat(onProbation.counters().failures()).isEqualTo(3);
        assertThat(Recovery.endedByLosses(onProbation, NOW)).isInstanceOf(Decision.Ignored.class);

        assertThat(changed(Recovery.endedByLosses(onProbation, NOW.plus(Transitions.PROBATION)))
                        .after()
                        .state())
                .isInstanceOfSatisfying(
                        JobState.Errored.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("worker-lost"));

        assertThat(Recovery.endedByLosses(onProbation, NOW.minus(Duration.ofHours(3))))
                .as("the database's clock was put back meanwhile")
                .isInstanceOf(Decision.Changed.class);

        Job free = changed(Recovery.refunded(onProbation, run(1, 1, 2).runId(), LossCharge.FULL, "worker-2"))
                .after();
        assertThat(free.state()).isEqualTo(JobState.Queued.atOnce());
        assertThat(free.counters().failures()).isEqualTo(2);
        assertThat(Recovery.endedByLosses(free, NOW.plus(Transitions.PROBATION)))
                .isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void aPictureThatIsThereCountsHoweverManyWorkersWereLostBeforeIt() {
        Job job = changed(Transitions.on(lostAlone(2), completed(run(1, 3, 4)), Evidence.GONE, NOW))
                .after();
        assertThat(job.state()).isInstanceOf(JobState.Complete.class);
    }

    @Test
    void aRunThatWasLostWithOthersRunsAloneFromTheSecondTimeOn() {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        Job once = changed(Transitions.on(running, started(run(1, 1, 2)), Evidence.GONE_WITH_OTHERS, NOW))
                .after();
        assertThat(once.state()).isInstanceOf(JobState.Processing.class);
        assertThat(once.counters().failures()).isZero();
        assertThat(LossCharge.mustRunAlone(once.counters())).isFalse();

        Job twice = changed(Transitions.on(once, started(run(1, 2, 3)), Evidence.GONE_WITH_OTHERS, NOW))
                .after();
        assertThat(twice.state()).as("its next run needs another message").isEqualTo(JobState.Queued.atOnce());
        assertThat(twice.counters().failures()).isZero();
        assertThat(LossCharge.mustRunAlone(twice.counters())).isTrue();

        Job alone = after(dispatched(twice, 2), started(run(twice.counters().epoch() + 1, 0, 4)));
        Job lost = changed(Recovery.takenBack(alone, Evidence.GONE_WITH_OTHERS, NOW))
                .after();
        assertThat(lost.counters().sharedLosses())
                .as("the others' last words are only late: nothing ran beside it")
                .isEqualTo(2);
        assertThat(lost.counters().failures()).isEqualTo(1);
    }

    @Test
    void whatAnEngineRefusedIsUnspentAndKeepsAwayFromThatSlotUntilAnotherOneHasHadIt() {
        Job refused = after(after(WITH_BROKER, started(run(1, 0, 1))), released(run(1, 0, 1), ReleaseReason.REFUSED));
        JobState.Queued awayFromThere = new JobState.Queued(NOW.plus(Duration.ofSeconds(1)), WORKER_1);
        assertThat(refused.state()).isEqualTo(awayFromThere);
        assertThat(refused.counters()).as("no failure").isEqualTo(new Job.Counters(2, 4, 1, 0, 0, 1));
        Job bounced = refused;
        for (int i = 0; i < 5; i++) {
            Job again = dispatched(bounced, 2);
            long epoch = again.counters().epoch();
            bounced = after(again, released(run(epoch, 0, 1), ReleaseReason.AVOIDED));
            assertThat(bounced.state()).as("the other one is still busy").isEqualTo(awayFromThere);
        }
        assertThat(bounced.note()).isEqualTo(refused.note());
    }

    @ParameterizedTest
    @EnumSource(value = ReleaseReason.class, mode = EnumSource.Mode.EXCLUDE, names = "REFUSED")
    void onlyAMessageThatWasHandedOutTooOftenOrMetAStoreInTroubleWaitsBeforeItGoesOutAgain(ReleaseReason reason) {
        Duration backOff = switch (reason) {
            case TOO_MANY_DELIVERIES -> Duration.ofSeconds(1);
            case STORE_UNAVAILABLE -> Duration.ofSeconds(2);
            case GPU_BUSY, DRAINING, QUARANTINED, ENGINE_AWAY, UPLOAD_EXPIRED, AVOIDED, REFUSED, UNKNOWN -> null;
        };
        Instant notBefore = backOff == null ? null : NOW.plus(backOff);
        Job unrun = after(WITH_BROKER, released(run(1, 3, 1), reason));
        assertThat(unrun.state()).isEqualTo(new JobState.Queued(notBefore, null));
        Job begun = after(after(WITH_BROKER, started(run(1, 3, 1))), released(run(1, 3, 1), reason));
        assertThat(begun.state()).isEqualTo(new JobState.Queued(notBefore, null));
        assertThat(begun.counters()).as("unspent").isEqualTo(new Job.Counters(2, 4, 1, 0, 0));
    }

    @Test
    void eachPictureThatNoStoreTookLetsOthersTryForLongerAndNeverForMoreThanHalfAMinute() {
        Job job = WITH_BROKER;
        for (int seconds : new int[] {2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 30, 30}) {
            long epoch = job.counters().epoch();
            job = after(
                    after(job, started(run(epoch, 0, 1))), released(run(epoch, 0, 1), ReleaseReason.STORE_UNAVAILABLE));
            assertThat(job.state()).isEqualTo(new JobState.Queued(NOW.plus(Duration.ofSeconds(seconds)), null));
            assertThat(job.counters().failures()).isZero();
            assertThat(job.note()).isEqualTo("worker-1 gave it back: the picture store was not to be had");
            job = dispatched(job, 9);
        }
    }

    @Test
    void whatALossHasCostIsGivenBackInMidRunWithoutDisturbingIt() {
        Job running = lostAlone(1);
        Job refunded = changed(Recovery.refunded(running, run(1, 0, 1).runId(), LossCharge.FULL, "worker-1"))
                .after();
        assertThat(refunded.state()).isEqualTo(running.state());
        assertThat(refunded.counters().failures()).isZero();
        assertThat(refunded.note()).isEqualTo(running.note());
    }

    @Test
    void aRunThatItsLivingWorkerHasForgottenIsAFailureThatNothingTakesBack() {
        Decision.Changed lost =
                changed(Recovery.takenBack(after(WITH_BROKER, started(run(1, 0, 1))), Evidence.ALIVE_WITHOUT_IT, NOW));
        assertThat(lost.after().counters().failures()).isEqualTo(1);
        assertThat(lost.runs())
                .singleElement()
                .isInstanceOfSatisfying(
                        RunChange.Ended.class,
                        ended -> assertThat(ended.charge()).isEqualTo(LossCharge.NONE));
    }

    @Test
    void aFailureAvoidsItsSlotOnceAndNoLonger() {
        Job again = dispatched(after(WITH_BROKER, failed(run(1, 0, 1), true)), 2);
        assertThat(again.state()).isEqualTo(new JobState.Dispatched(2, WORKER_1));
        Job bounced = after(again, released(run(3, 0, 2), ReleaseReason.AVOIDED));
        assertThat(bounced.state()).isEqualTo(JobState.Queued.atOnce());
        assertThat(bounced.note()).as("still says why it failed").isEqualTo(again.note());
    }

    /** A job that runs for the next time after so many workers were lost with nothing but it. */
    private static Job lostAlone(int times) {
        Job job = after(WITH_BROKER, started(run(1, 0, 1)));
        for (int delivery = 1; delivery <= times; delivery++) {
            job = changed(Transitions.on(job, started(run(1, delivery, delivery + 1)), Evidence.GONE, NOW))
                    .after();
        }
        return job;
    }

    @ParameterizedTest
    @EnumSource(ReleaseReason.class)
    void aReleaseWithoutItsOwnStartEndsARunOnEvidenceOnly(ReleaseReason reason) {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        StatusEvent.Released unwanted = released(run(1, 3, 2), reason);

        assertThat(Transitions.on(running, unwanted, Evidence.UNKNOWN, NOW)).isEqualTo(new Decision.Undecided());
        assertThat(Transitions.on(running, unwanted, Evidence.RUNNING_IT, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.OTHER_RUN, false));
        assertThat(Transitions.on(running, released(run(1, 0, 2), reason), Evidence.GONE, NOW))
                .as("no later delivery")
                .isEqualTo(new Decision.Ignored(Decision.Why.OTHER_RUN, false));
        for (Evidence nobodyHasIt : List.of(Evidence.GONE, Evidence.GONE_WITH_OTHERS, Evidence.ALIVE_WITHOUT_IT)) {
            Job back =
                    changed(Transitions.on(running, unwanted, nobodyHasIt, NOW)).after();
            assertThat(back.state()).isEqualTo(JobState.Queued.atOnce());
            assertThat(back.counters().epoch()).isGreaterThan(running.counters().epoch());
        }
    }

    @Test
    void whatIsDoubledIsADuplicateAndNoReasonToAbandon() {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        assertThat(Transitions.on(running, started(run(1, 0, 1)), Evidence.UNKNOWN, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.DUPLICATE, false));
        Job complete = after(running, completed(run(1, 0, 1)));
        assertThat(Transitions.on(complete, completed(run(1, 0, 1)), Evidence.UNKNOWN, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.DUPLICATE, false));
    }

    @Test
    void aCancelledJobStaysCancelledAndItsRunIsToldToStop() {
        Job cancelled = Samples.cancelled(after(WITH_BROKER, started(run(1, 0, 1))));
        assertThat(Transitions.on(cancelled, completed(run(1, 0, 1)), Evidence.UNKNOWN, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.JOB_OVER, true));
    }

    private static Job after(Job job, StatusEvent.OfRun event) {
        return changed(Transitions.on(job, event, Evidence.UNKNOWN, NOW)).after();
    }

    private static Decision.Changed changed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return (Decision.Changed) decision;
    }
}
