package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.feed.CommitBroadcast.FeedUpdate;
import imece.gateway.job.JobState.JobStatus;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageProperties;

class FeedUpdateTest {

    private static final UUID OWNER = new UUID(1, 2);

    @Test
    void whatOneGatewayCommitsAnotherReadsAsTheSame() {
        String frame = "{\"kind\":\"job\"}";
        FeedUpdate update =
                new FeedUpdate(OWNER, new UUID(3, 4), 7, new UUID(5, 6), true, "default", JobStatus.PROCESSING, frame);
        assertThat(FeedUpdate.read(properties(update), update.body())).contains(update);
        FeedUpdate text = FeedUpdate.of(OWNER, "{\"kind\":\"conversations\"}");
        assertThat(FeedUpdate.read(properties(text), text.body())).contains(text);
    }

    @Test
    void anUpdateOfAGatewayThatDoesNotTellTheStatusIsReadAllTheSame() {
        FeedUpdate update = new FeedUpdate(OWNER, new UUID(3, 4), 7, null, true, "default", JobStatus.QUEUED, "{}");
        MessageProperties older = properties(update);
        older.getHeaders().remove("imece-status");
        assertThat(FeedUpdate.read(older, update.body()))
                .contains(new FeedUpdate(OWNER, new UUID(3, 4), 7, null, true, "default", null, "{}"));
    }

    @Test
    void garbageIsNoUpdate() {
        assertThat(FeedUpdate.read(new MessageProperties(), new byte[] {1, 2})).isEmpty();
        MessageProperties strange = new MessageProperties();
        strange.setHeader("imece-owner", "no uuid");
        strange.setHeader("imece-version", "seven");
        assertThat(FeedUpdate.read(strange, new byte[0])).isEmpty();
    }

    @Test
    void aPreviewFrameBeginsWithTheJobsSixteenBytes() {
        UUID job = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(RunDecorations.frame(job, new byte[] {(byte) 0xff, (byte) 0xd8})
                        .array())
                .hasSize(18)
                .startsWith(0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee)
                .endsWith(0xff, 0xff, 0xd8);
    }

    private static MessageProperties properties(FeedUpdate update) {
        MessageProperties properties = new MessageProperties();
        update.headers().forEach(properties::setHeader);
        return properties;
    }
}
