package imece.local.faults;

import imece.client.ApiClient;
import imece.client.FeedConnection;
import imece.client.FeedListener;
import java.io.Closeable;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A browser that looks at the place of one job and forgets everything else. */
final class WatchedPlace implements FeedListener, Closeable {

    private final UUID job;
    private final FeedConnection socket;
    private volatile int told = Integer.MAX_VALUE;

    WatchedPlace(ApiClient visitor, UUID job) {
        this.job = job;
        this.socket = visitor.feed(this).join();
    }

    UUID job() {
        return job;
    }

    /** The place that it was last told; 0 once it does not wait any more. */
    int told() {
        return told;
    }

    @Override
    public void text(String text) {
        JsonNode frame = Visitor.JSON.readTree(text);
        take(frame.path("jobs"));
        take(frame.path("job"));
    }

    private void take(JsonNode jobs) {
        for (JsonNode one :
                jobs.isArray() ? jobs : Visitor.JSON.createArrayNode().add(jobs)) {
            if (one.path("id").stringValue("").equals(job.toString())) {
                told = one.path("queuePosition").intValue();
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
