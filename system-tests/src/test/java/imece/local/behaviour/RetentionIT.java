package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pictures that are too many or too old go, where the farm is set up so; what is left says it plainly. */
class RetentionIT {
    private static final int SIZE = Pictures.png(64, 64).length;

    @Test
    void theOldestPicturesGoUntilTheOthersFitAndLaterThoseThatAreTooOld() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(
                        RetentionIT.class,
                        "--imece.gateway.pictures.max-total=" + (2 * SIZE + 1) + "B",
                        "--imece.gateway.pictures.max-age=30d");
                FakeWorker worker = FakeWorker.start(gateway)) {
            Browser browser = gateway.newcomer();
            String chat = browser.conversation();
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String id = browser.prompt(chat, "number " + i)
                        .path("botMessage")
                        .path("jobs")
                        .path(0)
                        .path("id")
                        .stringValue();
                worker.take().start().complete();
                Within.bounds().until(() -> browser.status(id).equals("complete"));
                jobs.add(id);
            }
            String oldest = jobs.getFirst();
            long version = browser.job(oldest).path("version").longValue();
            try (Feed feed = Feed.open(gateway, browser)) {
                gateway.tick("remove-pictures");
                feed.await(frame -> frame.path("job").path("id").asString("").equals(oldest)
                        && frame.path("job").path("image").isNull());
            }

            browser.get("/api/images/" + oldest).refused(404, "picture-removed");
            browser.get("/api/images/" + oldest + "?w=64").refused(404, "picture-removed");
            gateway.newcomer().get("/api/images/" + oldest).refused(404, "not-found");
            JsonNode job = browser.job(oldest);
            assertThat(job.path("status").stringValue()).isEqualTo("complete");
            assertThat(job.path("image").isNull()).isTrue();
            assertThat(job.path("note").stringValue()).contains("its picture was removed");
            assertThat(job.path("version").longValue()).isGreaterThan(version);
            JsonNode message = browser.get("/api/conversations/" + chat + "/messages")
                    .json()
                    .path("items")
                    .path(1);
            assertThat(message.path("content").stringValue()).startsWith("This picture was removed");
            assertThat(message.path("metadata").path("status").stringValue()).isEqualTo("complete");
            assertThat(message.path("metadata").path("image_url").isNull()).isTrue();
            assertThat(gateway.pictures().resolve(oldest.substring(0, 2)).resolve(oldest))
                    .doesNotExist();
            jobs.subList(1, 3).forEach(id -> browser.get("/api/images/" + id).expect(200));
            gateway.tick("remove-pictures");
            jobs.subList(1, 3).forEach(id -> browser.get("/api/images/" + id).expect(200));

            gateway.rows()
                    .change("update jobs set finished_at = finished_at - interval '31 days' where status = 'complete'");
            String young = browser.submitted("young");
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(young).equals("complete"));
            gateway.tick("remove-pictures");

            jobs.forEach(id -> browser.get("/api/images/" + id).refused(404, "picture-removed"));
            browser.get("/api/images/" + young).expect(200);
            assertThat(gateway.every("remove-pictures")).isEqualTo(Duration.ofHours(1));
            assertThat(gateway.probe().get("/actuator/prometheus").text()).contains("imece_pictures_removed_total 3.0");
        }
    }

    @Test
    void withoutASettingPicturesStayForEverAndAFileThatARemovalLeftBehindIsCollected() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(RetentionIT.class);
                FakeWorker worker = FakeWorker.start(gateway)) {
            Browser browser = gateway.newcomer();
            String kept = browser.submitted("kept");
            worker.take().start().complete();
            String halfway = browser.submitted("row said it, then the gateway died");
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(halfway).equals("complete"));
            gateway.rows()
                    .change("update jobs set picture_removed_at = now(), rev = rev + 1 where id = ?::uuid", halfway);

            gateway.pass(Duration.ofDays(1_000));
            gateway.rows()
                    .change(
                            "update jobs set finished_at = finished_at - interval '1000 days' where id = ?::uuid",
                            kept);
            gateway.tick("remove-pictures");
            gateway.tick("collect-orphans");

            browser.get("/api/images/" + kept).expect(200);
            browser.get("/api/images/" + halfway).refused(404, "picture-removed");
            try (var left = Files.walk(gateway.pictures().resolve(halfway.substring(0, 2)))) {
                assertThat(left.filter(Files::isRegularFile).map(Object::toString))
                        .noneMatch(file -> file.contains(halfway));
            }
        }
    }

    @Test
    void onANearlyFullDiskNothingIsDrawnThatCouldNotBeStored() {
        try (GatewayUnderTest gateway =
                        GatewayUnderTest.start(RetentionIT.class, "--imece.gateway.pictures.min-free=100000TB");
                FakeWorker worker = FakeWorker.start(gateway)) {
            Browser browser = gateway.newcomer();
            Within.bounds()
                    .until(() -> browser.get("/api/queue")
                            .json()
                            .path("paused")
                            .stringValue("")
                            .equals("picture-store"));
            String id = browser.submitted("no room");
            Within.bounds()
                    .until(() -> browser.get("/api/queue")
                                    .json()
                                    .path("lanes")
                                    .path(0)
                                    .path("slots")
                                    .intValue()
                            == 1);
            gateway.tick("look-at-store");
            assertThat(gateway.rows().text("select status from jobs where id = ?::uuid", id))
                    .isEqualTo("queued");
            assertThat(worker.hasMore()).isFalse();
            assertThat(gateway.probe().get("/actuator/prometheus").text())
                    .containsPattern("imece_dispatch_paused\\{why=\"picture-store\"} 1");
        }
    }
}
