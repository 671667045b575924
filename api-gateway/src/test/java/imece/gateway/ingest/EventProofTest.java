package imece.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.DispatchSecret;
import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.RunProgress;
import imece.gateway.job.SecretHash;
import imece.gateway.turn.JobTurn;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventProofTest {

    private static final UUID JOB = new UUID(1, 1);
    private static final UUID RUN = new UUID(2, 2);
    private static final SlotAddress ATTIC = new SlotAddress("attic", new UUID(3, 3), "gpu", "GPU", "demo");
    private static final SlotAddress AGAIN = new SlotAddress("attic", new UUID(4, 4), "gpu", "GPU", "demo");
    private static final SlotAddress CELLAR = new SlotAddress("cellar", new UUID(3, 3), "gpu", "GPU", "demo");
    private static final DispatchSecret SECRET = new DispatchSecret("abc");

    /** SHA-256 of "abc", as FIPS 180-4 has it. */
    private static final SecretHash HASH =
            new SecretHash(5, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    private final Job dispatched = job(new JobState.Dispatched(1, null));
    private final Job running =
            job(new JobState.Processing(new CurrentRun(RUN, 0, ATTIC), RunProgress.start(1), Instant.EPOCH, false));

    @Test
    void whoShowsTheSecretOfTheDispatchIsBelieved() {
        assertThat(EventProof.missing(dispatched, HASH, event(RUN, 5, ATTIC, SECRET), false))
                .isEmpty();
        assertThat(EventProof.missing(dispatched, HASH, event(RUN, 5, ATTIC, new DispatchSecret("abd")), false))
                .hasValueSatisfying(why -> assertThat(why).contains("secret"));
        assertThat(EventProof.missing(dispatched, HASH, event(RUN, 5, ATTIC, null), false))
                .isPresent();
    }

    @Test
    void aDispatchWithoutASecretNeedsNone() {
        assertThat(EventProof.missing(dispatched, null, event(RUN, 5, ATTIC, null), false))
                .isEmpty();
        SecretHash ofEarlierDispatch = new SecretHash(3, HASH.sha256());
        assertThat(EventProof.missing(dispatched, ofEarlierDispatch, event(RUN, 5, ATTIC, null), false))
                .isEmpty();
    }

    @Test
    void aWorkerOfTheLastReleaseKnowsNoSecretButAWrongOneIsNoneOfIts() {
        assertThat(EventProof.missing(dispatched, HASH, event(RUN, 5, ATTIC, null), true))
                .isEmpty();
        assertThat(EventProof.missing(dispatched, HASH, event(RUN, 5, ATTIC, new DispatchSecret("x")), true))
                .isPresent();
    }

    @Test
    void ofARunOnlyTheProcessSpeaksThatBeganIt() {
        assertThat(EventProof.missing(running, null, event(RUN, 5, ATTIC, null), true))
                .isEmpty();
        assertThat(EventProof.missing(running, null, event(RUN, 5, CELLAR, null), true))
                .isPresent();
        assertThat(EventProof.missing(running, null, event(RUN, 5, AGAIN, null), true))
                .isPresent();
        assertThat(EventProof.missing(running, null, event(new UUID(9, 9), 5, CELLAR, null), true))
                .as("another run of the job")
                .isEmpty();
    }

    private static StatusEvent.OfRun event(UUID run, long epoch, SlotAddress slot, @Nullable DispatchSecret secret) {
        return new StatusEvent.Started(new RunKey(JOB, epoch, 0, run), 1, slot, Instant.EPOCH, secret);
    }

    private static Job job(JobState state) {
        return new Job(
                JOB,
                new Job.Origin(new UUID(6, 6), null, null, 0, Instant.EPOCH),
                "default",
                1,
                JobTurn.NONE,
                new RenderSpec("a lake", "", null, 64, 64, 4, 7, "euler", "normal", 1),
                null,
                new Job.Counters(5, 3, 1, 0, 0),
                null,
                state);
    }
}
