package imece.gateway.recovery;

import static imece.gateway.job.Samples.NOW;
import static imece.gateway.job.Samples.cancelled;
import static imece.gateway.job.Samples.completed;
import static imece.gateway.job.Samples.dispatched;
import static imece.gateway.job.Samples.queued;
import static imece.gateway.job.Samples.run;
import static imece.gateway.job.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.WorkerOrder;
import imece.gateway.job.Decision;
import imece.gateway.job.Job;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.Transitions;
import imece.gateway.recovery.LossCandidates.LossCandidate;
import imece.gateway.recovery.OrderSender.StaleRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StaleRuleTest {

    private static final Job WITH_BROKER = dispatched(queued(), 1);
    private static final RunKey RUN = run(1, 0, 1);

    @Test
    void aRunThatCountsOrMayComeToCountIsLeftAlone() {
        Job running = after(WITH_BROKER, started(RUN));
        assertThat(StaleRule.order(WITH_BROKER, RUN)).isEmpty();
        assertThat(StaleRule.order(running, RUN)).isEmpty();
        assertThat(StaleRule.order(running, run(1, 1, 2))).isEmpty();
        assertThat(StaleRule.order(after(running, completed(RUN)), RUN)).isEmpty();
    }

    @Test
    void aRunOfAnOlderEpochIsTold() {
        assertThat(StaleRule.order(queued(), run(0, 0, 1)))
                .contains(new WorkerOrder.Abandon(RUN.jobId(), 0, run(0, 0, 1).runId()));
    }

    @Test
    void theLoserOfTwoRunsIsTold() {
        Job running = after(WITH_BROKER, started(RUN));
        assertThat(StaleRule.order(running, run(1, 0, 2)))
                .contains(new WorkerOrder.Abandon(RUN.jobId(), 1, run(1, 0, 2).runId()));
        assertThat(StaleRule.order(after(running, completed(RUN)), run(1, 0, 2)))
                .isPresent();
    }

    @Test
    void theRunOfACancelledJobIsToldTheCancelAgain() {
        Job over = cancelled(after(WITH_BROKER, started(RUN)));
        assertThat(StaleRule.order(over, RUN)).contains(new WorkerOrder.Cancel(RUN.jobId(), 1));
    }

    @Test
    void aRunOfAJobThatDoesNotExistIsCancelled() {
        assertThat(StaleRule.order(null, RUN)).contains(new WorkerOrder.Cancel(RUN.jobId(), 1));
    }

    @Test
    void aLossIsProvenOnlyByASecondSightingWithTheMarkerBackAndTheRowUnchanged() {
        LossCandidate candidate = new LossCandidate(RUN.jobId(), 4, "m", new Moment(0));
        Moment later = new Moment(0).plus(Duration.ofSeconds(4));
        assertThat(candidate.proven(4, true, later)).isTrue();
        assertThat(candidate.proven(4, true, later.plus(Duration.ofMillis(-1)))).isFalse();
        assertThat(candidate.proven(4, false, later)).isFalse();
        assertThat(candidate.proven(5, true, later)).isFalse();
    }

    private static Job after(Job job, StatusEvent.OfRun event) {
        return Transitions.on(job, event, Evidence.UNKNOWN, NOW) instanceof Decision.Changed changed
                ? changed.after()
                : job;
    }
}
