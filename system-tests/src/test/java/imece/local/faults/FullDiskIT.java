package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.faults.Frames.Seen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The disk of the picture store takes nothing for a while. */
class FullDiskIT extends FaultTest {

    /** Its picture is longer than a gateway's log of one test. */
    private static final int SIDE = 384;

    /** More pictures would not fit on the disk at all. */
    private static final int MORE = 3;

    private static final String PAUSED = "imece_dispatch_paused{why=\"picture-store\"}";

    private SmallDisk disk;
    private Member worker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        disk = SmallDisk.of(folder.toAbsolutePath().resolve("pictures"));
        Rig farm = closing(new Rig(
                folder,
                servers,
                1,
                disk::around,
                "--imece.gateway.max-run=5s",
                "--imece.gateway.pictures.min-free=0B"));
        worker = farm.worker("only", 20);
        return farm;
    }

    @Test
    void aFullDiskIsWaitedForThenGivesTheJobBackUnspentAndTheNextRunFindsRoom() {
        runIntoFullDisk(disk);
    }

    /** Far less is drawn for nothing than there are jobs: two in the slot's hands, and what lay with the broker. */
    @Test
    void whileTheDiskIsFullNothingMoreIsDispatchedAndAfterwardsAllCompleteWithoutAFailure() {
        long linesBefore = rig.gateway().timesSaid("The picture store takes nothing");
        disk.fill(rig.gateway());
        List<UUID> jobs = new ArrayList<>();
        try {
            jobs.add(me.submitLarge("meets a full disk", SIDE));
            worker.awaitSaid(SOON, "could not be put", jobs.getFirst().toString());
            await("the gateway says so").atMost(SOON).until(() -> paused() && me.metric(PAUSED) == 1);
            for (int i = 0; i < MORE; i++) {
                jobs.add(me.submitLarge("waits for room " + i, SIDE));
            }
            await("what was with the broker is given back, too")
                    .atMost(LONG)
                    .until(() -> jobs.stream()
                            .allMatch(job -> rig.rows().job(job).status().equals("queued")));
            assertThat(rig.gateway().timesSaid("The picture store takes nothing"))
                    .isLessThanOrEqualTo(linesBefore + 1);
        } finally {
            disk.empty(rig.gateway());
        }
        me.frames().awaitAll(jobs, "complete", LONG);
        for (UUID job : jobs) {
            assertThat(rig.rows().job(job).failures()).isZero();
            assertThat(rig.rows().outcomes(job)).endsWith("completed").doesNotContain("failed", "lost");
        }
        assertThat(jobs.stream().filter(job -> rig.rows().outcomes(job).size() > 1))
                .as("drawn for nothing")
                .hasSizeLessThan(MORE);
        await("nothing is paused any more").atMost(SOON).until(() -> !paused() && me.metric(PAUSED) == 0);
    }

    private boolean paused() {
        return me.operator(rig.operatorToken(), "GET", "/api/queue")
                .path("paused")
                .stringValue("")
                .equals("picture-store");
    }

    /** The same gateway, whose disk refuses in another way: what everybody may do, also where nothing can be mounted. */
    @Test
    void aDiskThatRefusesIsWaitedForAndTheRunGoesOnWhenItDoesNot() {
        SmallDisk refusing = new SmallDisk.Limited();
        refusing.fill(rig.gateway());
        UUID job;
        try {
            job = me.submitLarge("a disk that refuses", SIDE);
            worker.awaitSaid(SOON, "could not be put", job.toString());
            told(refusing);
        } finally {
            refusing.empty(rig.gateway());
        }
        long room = System.nanoTime();
        Seen done = me.frames().await(job, "complete", SOON);
        Rig.measured("disk-refused-picture-stored", done.nanos() - room);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
    }

    private void runIntoFullDisk(SmallDisk full) {
        full.fill(rig.gateway());
        UUID job;
        try {
            long began = System.nanoTime();
            job = me.submitLarge("a full disk", SIDE);
            me.frames().await(job, "processing", SOON);
            worker.awaitSaid(SOON, "could not be put", job.toString());
            told(full);
            Seen failed = me.frames()
                    .await(job, began, SOON, frame -> frame.status().equals("queued") && frame.attempt() == 1);
            Rig.measured("disk-full-run-gives-up", failed.nanos() - began);
            assertThat(failed.note()).isEqualTo("only gave it back: the picture store was not to be had");
        } finally {
            full.empty(rig.gateway());
        }
        long room = System.nanoTime();
        Seen done = me.frames().await(job, "complete", SOON);
        Rig.measured("disk-full-picture-stored", done.nanos() - room);
        assertThat(rig.rows().outcomes(job).getFirst()).isEqualTo("released");
        assertThat(rig.rows().outcomes(job).getLast()).isEqualTo("completed");
        assertThat(rig.rows().job(job).failures())
                .as("a full store costs nothing")
                .isZero();
    }

    /** In the log, with what it means, and as a number to raise an alarm on. */
    private void told(SmallDisk how) {
        rig.gateway().awaitSaid(SOON, "The picture store takes nothing", how.told());
        await().atMost(SOON).until(() -> me.metric("imece_pictures_refused_total{why=\"" + how.counted() + "\"}") >= 1);
    }
}
