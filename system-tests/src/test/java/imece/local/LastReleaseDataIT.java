package imece.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.client.ApiClient;
import imece.local.farm.FarmFolder;
import imece.local.os.FreePorts;
import imece.tier.FullRunOnly;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that {@code ./imece up} of the last release has made and used, and {@code ./imece up} of this one takes over. */
@FullRunOnly
class LastReleaseDataIT {
    private static final Duration DRAWN_WITHIN = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final int port = FreePorts.any();
    private FarmUnderTest farm = new FarmUnderTest(Path.of(""));
    private FarmUnderTest before = farm;

    @BeforeEach
    void place() {
        farm = new FarmUnderTest(folder).withLocksOfItsOwn();
        before = farm.ofRelease(LastRelease.built());
    }

    @AfterEach
    void nothingStays() {
        // Whichever release has it running now.
        before.run("down");
        assertThat(farm.run("down").status()).isZero();
        assertThat(farm.processes()).isEmpty();
    }

    @Test
    @Timeout(600)
    void visitorsTheirPicturesAndTheOperatorsTokenStay() throws Exception {
        before.awaitReady(before.start("before.log", "up", options()), "before.log", port);
        FarmClient visitor = new FarmClient("http://127.0.0.1:" + port);
        String job = drawn(visitor, "before the upgrade");
        byte[] picture = picture(visitor, job);
        String token = token();
        assertThat(visitor.api().cookies()).startsWith("imece_visitor=").doesNotContain(";");
        String owner = visitor.api().visitor();
        assertThat(before.run("down").status()).isZero();

        farm.awaitReady(farm.start("after.log", "up", options()), "after.log", port);

        assertThat(visitor.status(job)).isEqualTo("complete");
        assertThat(picture(visitor, job)).isEqualTo(picture);
        assertThat(visitor.api().visitor()).isEqualTo(owner);
        assertThat(visitor.api().cookies()).as("the new form stands beside").contains("; ");
        assertThat(new FarmClient("http://127.0.0.1:" + port)
                        .get("/api/jobs/" + job)
                        .status())
                .isEqualTo(404);
        assertThat(token()).isEqualTo(token);
        assertThat(visitor.asOperator(token).get("/api/workers").status()).isEqualTo(200);
        drawn(visitor, "after the upgrade");
        assertThat(visitor.get("/api/jobs").json().path("items").size()).isEqualTo(2);
        assertThat(farm.run("status").status()).isZero();
    }

    private static String drawn(FarmClient visitor, String prompt) {
        String job = visitor.submitted(prompt);
        await().atMost(DRAWN_WITHIN).until(() -> visitor.status(job).equals("complete"));
        return job;
    }

    private static byte[] picture(FarmClient visitor, String job) throws Exception {
        return ApiClient.send(visitor.api().request("/api/images/" + job), BodyHandlers.ofByteArray())
                .body();
    }

    private String token() {
        return new FarmFolder(farm.data()).operatorToken().orElseThrow();
    }

    private String[] options() {
        return new String[] {"--port", Integer.toString(port), "--workers", "1", "--demo-step-ms", "10"};
    }
}
