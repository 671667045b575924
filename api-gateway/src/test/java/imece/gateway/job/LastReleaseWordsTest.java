package imece.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.job.Decision.RunChange.RunOutcome;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.workers.JobRequirement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words in rows that the last release reads and has written, whatever their constants are called. */
class LastReleaseWordsTest {

    @Test
    void everyStatusHasTheWordThatItHad() {
        assertThat(Stream.of(JobStatus.values()).map(JobStatus::word))
                .containsExactlyInAnyOrder("queued", "dispatched", "processing", "complete", "error", "cancelled");
        assertThat(Stream.of(JobStatus.values()).map(status -> JobStatus.of(status.word())))
                .containsExactly(JobStatus.values());
    }

    @Test
    void everyOutcomeOfARunHasTheWordThatItHad() {
        assertThat(Stream.of(RunOutcome.values()).map(RunOutcome::word))
                .containsExactlyInAnyOrder("completed", "failed", "released", "cancelled", "superseded", "lost");
    }

    @Test
    void whatALossHasCostHasTheWordThatItHad() {
        assertThat(Stream.of(LossCharge.values()).map(LossCharge::word)).contains("suspicion", "failure");
    }

    @Test
    void everyKindOfOfferHasTheWordThatItHad() {
        assertThat(Stream.of(JobRequirement.RequirementKind.values()).map(JobRequirement.RequirementKind::word))
                .containsExactlyInAnyOrder("checkpoint", "lora", "sampler", "scheduler", "feature");
    }
}
