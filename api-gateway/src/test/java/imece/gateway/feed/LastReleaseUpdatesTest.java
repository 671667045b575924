package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.feed.CommitBroadcast.FeedUpdate;
import imece.gateway.job.JobState.JobStatus;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.amqp.core.MessageProperties;

/** The headers between gateways, as the last release wrote and read them, word by word. */
class LastReleaseUpdatesTest {

    private static final UUID OWNER = UUID.fromString("0198f2a4-5d10-7c3e-9a41-2f60c1d7e801");
    private static final UUID JOB = UUID.fromString("7b0f7f4e-1f5c-4f0e-8a37-5b9f0c2f4c11");
    private static final UUID RUN = UUID.fromString("c6b1a1d2-0d4b-4a6e-b0b5-0a3f8a7e9d22");
    private static final String FRAME = "{\"kind\":\"job\"}";

    private static final Map<FeedUpdate, Map<String, Object>> THEN = Map.of(
            new FeedUpdate(OWNER, JOB, 7, RUN, true, "lora:x", JobStatus.PROCESSING, FRAME),
            Map.of(
                    "imece-owner",
                    OWNER.toString(),
                    "imece-job",
                    JOB.toString(),
                    "imece-version",
                    7L,
                    "imece-run",
                    RUN.toString(),
                    "imece-live",
                    true,
                    "imece-lane",
                    "lora:x",
                    "imece-status",
                    "processing"),
            new FeedUpdate(OWNER, JOB, 8, null, false, "default", JobStatus.COMPLETE, FRAME),
            Map.of(
                    "imece-owner",
                    OWNER.toString(),
                    "imece-job",
                    JOB.toString(),
                    "imece-version",
                    8L,
                    "imece-live",
                    false,
                    "imece-lane",
                    "default",
                    "imece-status",
                    "complete"),
            FeedUpdate.of(OWNER, "{\"kind\":\"conversations\"}"),
            Map.of("imece-owner", OWNER.toString(), "imece-version", 0L, "imece-live", false));

    @TestFactory
    Stream<DynamicTest> headersAreWrittenAndReadAsTheLastReleaseDid() {
        return THEN.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getValue().toString(), () -> {
                    assertThat(each.getKey().headers()).isEqualTo(each.getValue());
                    MessageProperties properties = new MessageProperties();
                    each.getValue().forEach(properties::setHeader);
                    assertThat(FeedUpdate.read(properties, each.getKey().body()))
                            .contains(each.getKey());
                }));
    }

    @Test
    void statusesAreCalledAsTheyWere() {
        assertThat(Arrays.stream(JobStatus.values()).map(JobStatus::word))
                .contains("queued", "dispatched", "processing", "complete", "error", "cancelled");
        assertThat(Stream.of("queued", "dispatched", "processing", "complete", "error", "cancelled")
                        .map(JobStatus::of)
                        .map(JobStatus::word))
                .containsExactly("queued", "dispatched", "processing", "complete", "error", "cancelled");
    }
}
