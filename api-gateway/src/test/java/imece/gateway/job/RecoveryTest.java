package imece.gateway.job;

import static imece.gateway.job.Samples.NOW;
import static imece.gateway.job.Samples.completed;
import static imece.gateway.job.Samples.dispatched;
import static imece.gateway.job.Samples.failed;
import static imece.gateway.job.Samples.queued;
import static imece.gateway.job.Samples.run;
import static imece.gateway.job.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.StatusEvent;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.LossCharge.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final Job WITH_BROKER = dispatched(queued(), 1);

    @Test
    void whoIsTakenBackIsChargedAFailureIfItWasAloneAndASharedLossIfItWasNot() {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));

        Decision.Changed alone = changed(Recovery.takenBack(running, Evidence.GONE, NOW));
        assertThat(alone.after().counters()).isEqualTo(new Job.Counters(2, 4, 1, 1, 0));
        assertThat(alone.runs()).containsExactly(lost(LossCharge.FULL));
        Decision.Changed besideOthers = changed(Recovery.takenBack(running, Evidence.GONE_WITH_OTHERS, NOW));
        assertThat(besideOthers.after().counters()).isEqualTo(new Job.Counters(2, 4, 1, 0, 1));
        assertThat(besideOthers.runs()).containsExactly(lost(LossCharge.SHARED));
        for (Decision.Changed back : List.of(alone, besideOthers)) {
            assertThat(back.after().state()).isEqualTo(JobState.Queued.atOnce());
            assertThat(back.after().ticket()).isEqualTo(WITH_BROKER.ticket());
            assertThat(back.after().note()).isEqualTo("worker-1 vanished, waiting for a free GPU");
        }
    }

    private static RunChange lost(LossCharge charge) {
        return RunChange.Ended.lost(run(1, 0, 1).runId(), "worker-1 vanished", charge);
    }

    @Test
    void aDispatchedJobWhoseMessageIsLostGoesBackUnspent() {
        for (Evidence evidence : Evidence.values()) {
            Job back = changed(Recovery.takenBack(WITH_BROKER, evidence, NOW)).after();
            assertThat(back.state()).isEqualTo(JobState.Queued.atOnce());
            assertThat(back.counters()).isEqualTo(new Job.Counters(2, 3, 0, 0, 0));
            assertThat(back.ticket()).isEqualTo(WITH_BROKER.ticket());
        }
    }

    @Test
    void whatWaitsOrIsOverIsNotTakenBack() {
        Job complete = after(WITH_BROKER, completed(run(1, 0, 1)));
        Job failed = after(WITH_BROKER, failed(run(1, 0, 1), false));
        assertThat(Recovery.takenBack(queued(), Evidence.GONE, NOW))
                .isEqualTo(new Decision.Ignored(Decision.Why.DUPLICATE, false));
        for (Job over : List.of(complete, failed, Samples.cancelled(WITH_BROKER))) {
            assertThat(Recovery.takenBack(over, Evidence.GONE, NOW))
                    .isEqualTo(new Decision.Ignored(Decision.Why.JOB_OVER, false));
        }
    }

    @Test
    void silenceIsShownOnceAndSoIsItsEnd() {
        Job running = after(WITH_BROKER, started(run(1, 0, 1)));
        assertThat(Recovery.silent(running, false)).isEqualTo(new Decision.Ignored(Decision.Why.DUPLICATE, false));

        Job silent = changed(Recovery.silent(running, true)).after();
        assertThat(silent.note()).isEqualTo("worker-1 vanished, waiting for a free GPU");
        assertThat(silent.counters()).as("one version higher, nothing else").isEqualTo(new Job.Counters(1, 4, 1, 0, 0));
        assertThat(((JobState.Processing) silent.state()).silent()).isTrue();
        assertThat(silent.run()).isEqualTo(running.run());
        assertThat(Recovery.silent(silent, true)).isEqualTo(new Decision.Ignored(Decision.Why.DUPLICATE, false));

        Job back = changed(Recovery.silent(silent, false)).after();
        assertThat(back.note()).isEqualTo("worker-1 is back");
        assertThat(((JobState.Processing) back.state()).silent()).isFalse();
        assertThat(Recovery.silent(queued(), true)).isEqualTo(new Decision.Ignored(Decision.Why.DUPLICATE, false));
    }

    @Test
    void whatIsOverIsRefundedNothing() {
        Job complete = after(WITH_BROKER, completed(run(1, 0, 1)));
        assertThat(Recovery.refunded(complete, run(1, 0, 1).runId(), LossCharge.FULL, "worker-1"))
                .isEqualTo(new Decision.Ignored(Decision.Why.JOB_OVER, false));
    }

    @Test
    void aSharedLossIsRefundedAloneAndNoCountFallsBelowZero() {
        Job.Counters paid = new Job.Counters(5, 9, 3, 1, 2);
        assertThat(LossCharge.SHARED.refundedTo(paid)).isEqualTo(new Job.Counters(5, 9, 3, 1, 1));
        assertThat(LossCharge.FULL.refundedTo(paid)).isEqualTo(new Job.Counters(5, 9, 3, 0, 2));
        assertThat(LossCharge.NONE.refundedTo(paid)).isEqualTo(paid);
        Job.Counters nothing = new Job.Counters(5, 9, 3, 0, 0);
        for (LossCharge charge : LossCharge.values()) {
            assertThat(charge.refundedTo(nothing)).isEqualTo(nothing);
        }
    }

    private static Job after(Job job, StatusEvent.OfRun event) {
        return changed(Transitions.on(job, event, Evidence.UNKNOWN, NOW)).after();
    }

    private static Decision.Changed changed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return (Decision.Changed) decision;
    }
}
