package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RenderJob;
import imece.contract.SlotId;
import imece.contract.StatusEvent.ReleaseReason;
import imece.worker.run.Admission.FinishedRuns;
import imece.worker.run.Admission.OrderMemory;
import imece.worker.run.Run.RunEnd;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final TestClock clock = new TestClock(Instant.EPOCH);
    private final Admission admission =
            new Admission(new OrderMemory(clock.monotonic()), new FinishedRuns(clock.monotonic()), () -> false);

    @Test
    void aJobThatHasJustFailedHereIsHandedOn() {
        assertThat(admission.refuse(run(new SlotId(Jobs.PLACE.worker(), Jobs.PLACE.gpu()))))
                .contains(new RunEnd.Released(ReleaseReason.AVOIDED));
    }

    @Test
    void aJobThatFailedOnAnotherGpuOrWorkerIsWelcome() {
        assertThat(admission.refuse(run(new SlotId(Jobs.PLACE.worker(), "another"))))
                .isEmpty();
        assertThat(admission.refuse(run(new SlotId("another", Jobs.PLACE.gpu()))))
                .isEmpty();
    }

    private static Run run(SlotId avoid) {
        RenderJob job = Jobs.simple();
        RenderJob avoiding = new RenderJob(
                job.jobId(),
                job.epoch(),
                job.lane(),
                job.spec(),
                job.uploadUrls(),
                List.of(),
                job.maxRunSeconds(),
                job.maxDeliveries(),
                null,
                null,
                avoid,
                RenderJob.Neighbours.ANY);
        return new Run(avoiding, 0, UUID.randomUUID(), Jobs.PLACE, () -> {});
    }
}
