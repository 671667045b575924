package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the hourly collector takes from the picture store, and what it never touches. */
class CollectingIT {
    private static final Duration OLD = Duration.ofMinutes(61);

    @Test
    void onlyOldPicturesOfFinishedJobsThatShowAnotherRunGo() throws IOException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(CollectingIT.class);
                FakeWorker worker = FakeWorker.start(gateway)) {
            Browser browser = gateway.newcomer();
            String done = browser.submitted("made twice");
            FakeRun loser = worker.take().start().upload();
            loser.fail("out-of-memory", "It ran out of memory after its upload.", true);
            FakeRun winner = worker.take().start();
            winner.complete();
            Within.bounds().until(() -> browser.status(done).equals("complete"));
            browser.get("/api/images/" + done + "?w=64").expect(200);
            String cancelled = browser.submitted("uploaded and cancelled");
            FakeRun late = worker.take().start().upload();
            Within.bounds().until(() -> browser.status(cancelled).equals("processing"));
            browser.delete("/api/jobs/" + cancelled).expect(202);
            late.drop();
            String live = browser.submitted("uploaded and not told yet");
            FakeRun running = worker.take().start().upload();
            Within.bounds().until(() -> browser.status(live).equals("processing"));

            Path lost = file(gateway, loser);
            Path lostThumbnail =
                    lost.resolveSibling(lost.getFileName().toString().replace(".png", ".w64.jpg"));
            Path young = lost.resolveSibling("1-" + UUID.randomUUID() + ".png");
            Path unknown = gateway.pictures().resolve("00/" + new UUID(0, 1) + "/1-" + UUID.randomUUID() + ".png");
            Path draft = gateway.pictures().resolve(".drafts/" + UUID.randomUUID() + ".part");
            Path notOurs = lost.resolveSibling("notes.txt");
            Files.createDirectories(unknown.getParent());
            for (Path path : new Path[] {lostThumbnail, young, unknown, draft, notOurs}) {
                Files.writeString(path, "x");
            }
            Files.setLastModifiedTime(
                    young, FileTime.from(Instant.now().plus(OLD).minusSeconds(60)));

            gateway.tick("collect-orphans");
            assertThat(lost).as("not old yet").exists();
            gateway.pass(OLD);
            gateway.tick("collect-orphans");

            for (Path gone : new Path[] {lost, lostThumbnail, file(gateway, late), draft}) {
                assertThat(gone).doesNotExist();
            }
            for (Path kept : new Path[] {file(gateway, winner), file(gateway, running), young, unknown, notOurs}) {
                assertThat(kept).exists();
            }
            browser.get("/api/images/" + done).expect(200);
            browser.get("/api/images/" + done + "?w=64").expect(200);
            assertThat(gateway.every("collect-orphans")).isEqualTo(Duration.ofHours(1));
        }
    }

    private static Path file(GatewayUnderTest gateway, FakeRun run) {
        return gateway.pictures()
                .resolve(run.id().substring(0, 2))
                .resolve(run.id())
                .resolve(run.key().epoch() + "-" + run.key().runId() + ".png");
    }
}
