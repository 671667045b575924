package imece.local.faults;

import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A browser that looks at the place of one job and forgets everything else. */
final class WatchedPlace implements WebSocket.Listener, Closeable {

    private final UUID job;
    private final WebSocket socket;
    private final StringBuilder text = new StringBuilder();
    private volatile int told = Integer.MAX_VALUE;

    WatchedPlace(HttpClient http, String gateway, String cookie, UUID job) {
        this.job = job;
        this.socket = http.newWebSocketBuilder()
                .header("Cookie", cookie)
                .buildAsync(URI.create(gateway.replace("http:", "ws:") + "/ws"), this)
                .join();
    }

    UUID job() {
        return job;
    }

    /** The place that it was last told; 0 once it does not wait any more. */
    int told() {
        return told;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            JsonNode frame = Visitor.JSON.readTree(text.toString());
            text.setLength(0);
            take(frame.path("jobs"));
            take(frame.path("job"));
        }
        from.request(1);
        return null;
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
        socket.abort();
    }
}
