package imece.local.faults;

import imece.client.ApiClient;
import imece.client.FeedConnection;
import imece.client.FeedListener;
import java.io.Closeable;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A page that looks at the place of one job and forgets everything else; it comes back when its socket is lost. */
final class WatchedPlace implements FeedListener, Closeable {

    private final UUID job;
    private final ApiClient visitor;
    private volatile FeedConnection socket;
    private volatile int told = Integer.MAX_VALUE;
    private volatile boolean closed;

    WatchedPlace(ApiClient visitor, UUID job) {
        this.job = job;
        this.visitor = visitor;
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
    public void ended(int code) {
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::comeBack);
    }

    private void comeBack() {
        if (!closed) {
            var unused = visitor.feed(this).whenComplete((opened, failed) -> {
                if (failed != null) {
                    ended(0);
                } else {
                    take(opened);
                }
            });
        }
    }

    private synchronized void take(FeedConnection opened) {
        socket = opened;
        if (closed) {
            opened.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        socket.close();
    }
}
