package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.net.Cable;
import imece.tier.FullRunOnly;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A slot whose picture cannot be put away yet draws the next one meanwhile: it has two jobs in hand, and loses neither,
 * whatever happens to it. That only one of them ever has the GPU is asked after every test of a farm.
 */
class TwoInHandIT extends FaultTest {

    /** Its picture is longer than a gateway's log of one test. */
    private static final int SIDE = 384;

    /** So slow that two jobs are dispatched before the first picture meets the store. */
    private static final int STEP_MILLIS = 500;

    private final SmallDisk disk = new SmallDisk.Limited();
    private Cable cable;
    private Member worker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        Rig farm = closing(new Rig(folder, servers, 1));
        cable = closing(new Cable(servers.brokerUri()));
        worker = farm.workerBy(cable.uri(), "only", STEP_MILLIS);
        return farm;
    }

    @Override
    void settle() {
        disk.empty(rig.gateway());
        cable.mend();
        workersBack(worker);
    }

    @Test
    @FullRunOnly
    void theNextPictureIsDrawnWhileOneIsPutAwayAndTheOneAfterThatWaits() {
        List<UUID> jobs = twoInHand();
        UUID third = me.submitLarge("the third", SIDE);

        bothAreTriedOn(jobs);
        assertThat(worker.said("[GPU_LOCK] acquired", third.toString())).isFalse();
        assertThat(me.frames().status(third)).isEqualTo("queued");

        disk.empty(rig.gateway());
        me.frames().awaitAll(jobs, "complete", SOON);
        me.frames().await(third, "complete", SOON);
        assertThat(rig.rows().outcomes(third)).containsExactly("completed");
    }

    @Test
    @FullRunOnly
    void aWorkerThatIsToldToStopPutsBothAwayAndTakesNoThird() {
        List<UUID> jobs = twoInHand();
        UUID third = me.submitLarge("after the stop", SIDE);
        worker.terminate();
        worker.awaitSaid(SOON, "Stopping: what runs has");
        disk.empty(rig.gateway());
        me.frames().awaitAll(jobs, "complete", SOON);
        worker.awaitEnd(SOON);
        assertThat(me.frames().status(third)).isEqualTo("queued");

        rig.again(worker);
        me.frames().await(third, "complete", LONG);
        jobs.forEach(job -> assertThat(rig.rows().outcomes(job)).containsExactly("completed"));
        assertThat(rig.rows().outcomes(third)).containsExactly("completed");
    }

    @Test
    void aWorkerThatIsKilledWithTwoInHandCostsNeitherOfThemAFailure() {
        List<UUID> jobs = twoInHand();
        worker.kill();
        disk.empty(rig.gateway());
        rig.again(worker);
        me.frames().awaitAll(jobs, "complete", LONG);
        for (UUID job : jobs) {
            assertThat(rig.rows().outcomes(job)).containsExactly("lost", "completed");
            assertThat(rig.rows().job(job).failures())
                    .as("which of the two took the worker down is not known")
                    .isZero();
        }
    }

    @Test
    void aLostConnectionChangesNothingForBothAndNothingNewIsTakenBeforeTheyAreReported() {
        List<UUID> jobs = twoInHand();
        UUID third = me.submitLarge("after the tear", SIDE);
        cable.tear();
        cable.mend();
        bothAreTriedOn(jobs);
        assertThat(worker.said("[GPU_LOCK] acquired", third.toString())).isFalse();

        disk.empty(rig.gateway());
        me.frames().awaitAll(jobs, "complete", LONG);
        me.frames().await(third, "complete", LONG);
        for (UUID job : jobs) {
            assertThat(worker.timesSaid("[GPU_LOCK] acquired", job.toString())).isEqualTo(1);
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        }
    }

    @Test
    void eachOfTheTwoCanBeCancelledAndTheOtherGoesOn() {
        List<UUID> jobs = twoInHand();
        assertThat(me.cancel(jobs.getFirst())).isEqualTo(202);
        me.frames().await(jobs.getFirst(), "cancelled", SOON);
        disk.empty(rig.gateway());
        me.frames().await(jobs.getLast(), "complete", SOON);
        assertThat(rig.rows().outcomes(jobs.getLast())).containsExactly("completed");
    }

    /** Time in which the slot could have taken another job. */
    private void bothAreTriedOn(List<UUID> jobs) {
        for (UUID job : jobs) {
            long before = worker.timesSaid("trying on", job.toString());
            await().atMost(SOON).until(() -> worker.timesSaid("trying on", job.toString()) > before);
        }
    }

    /** The store takes nothing, and two pictures wait for it in the worker's hands. */
    private List<UUID> twoInHand() {
        disk.fill(rig.gateway());
        UUID first = me.submitLarge("the first", SIDE);
        // Nothing more is dispatched once the store has refused a picture.
        UUID second = me.submitLarge("the second", SIDE);
        worker.awaitSaid(SOON, "could not be put", first.toString());
        worker.awaitSaid(SOON, "could not be put", second.toString());
        assertThat(me.frames().status(first)).isEqualTo("processing");
        assertThat(me.frames().status(second)).isEqualTo("processing");
        return List.of(first, second);
    }
}
