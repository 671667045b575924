package imece.bench.farm;

import imece.client.FeedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One visitor's jobs, and when the feed told that each had started. For many threads. */
public final class StartedJobs implements AutoCloseable {
    private static final Pattern TOLD =
            Pattern.compile("^\\{\"kind\":\"job\",\"job\":\\{\"id\":\"([^\"]+)\".*?\"status\":\"([a-z]+)\"");

    private final BenchVisitor visitor;
    private final FeedConnection feed;
    private final Map<String, CompletableFuture<Long>> started = new ConcurrentHashMap<>();

    /** Listens from now on. */
    public StartedJobs(BenchVisitor visitor) {
        this.visitor = visitor;
        this.feed = visitor.feed(this::read);
    }

    private void read(String frame, long nanos) {
        Matcher told = TOLD.matcher(frame);
        if (told.find() && !told.group(2).equals("queued")) {
            of(told.group(1)).complete(nanos);
        }
    }

    /**
     * Submits a job and waits until it is told that it runs or is over.
     *
     * @return when that was told, as of {@link System#nanoTime}
     */
    public long submitAndAwait(Duration limit) throws IOException, InterruptedException {
        String job = visitor.submit(1).getFirst();
        try {
            return of(job).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "Job %s did not start within %d s%s."
                            .formatted(job, limit.toSeconds(), feed.lost() ? ", and the feed was lost" : ""),
                    e);
        } finally {
            started.remove(job);
        }
    }

    private CompletableFuture<Long> of(String job) {
        return started.computeIfAbsent(job, id -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        feed.close();
    }
}
