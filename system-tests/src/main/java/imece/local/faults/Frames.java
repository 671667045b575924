package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imece.client.ApiClient;
import imece.client.FeedConnection;
import imece.client.FeedListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Every frame that one browser saw, over all its sockets: a lost one is opened again, as a browser does, at the next gateway. */
final class Frames implements AutoCloseable {

    private static final Duration OPENING = Duration.ofSeconds(2);
    static final Set<String> TERMINAL = Set.of("complete", "error", "cancelled");

    private final List<ApiClient> gateways;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<UUID, Integer> steps = new ConcurrentHashMap<>();
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("socket").daemon().factory());
    private volatile @Nullable FeedConnection socket;
    private volatile boolean closed;
    private final AtomicInteger lost = new AtomicInteger();

    /** One job as one frame had it. */
    record Seen(long nanos, UUID job, String status, long version, int attempt, String worker, String note) {}

    Frames(List<ApiClient> gateways) {
        this.gateways =
                gateways.stream().map(gateway -> gateway.within(OPENING)).toList();
        open();
    }

    /** Waits for a frame of this job, sent after that moment, and returns it. */
    Seen await(UUID job, long afterNanos, Duration within, Predicate<Seen> wanted) {
        Predicate<Seen> all = frame -> frame.job().equals(job) && frame.nanos() >= afterNanos && wanted.test(frame);
        try {
            Awaitility.await()
                    .atMost(within)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> seen.stream().anyMatch(all));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Not seen within " + within + "; frames of the job: " + of(job), e);
        }
        return seen.stream().filter(all).findFirst().orElseThrow();
    }

    Seen await(UUID job, String status, Duration within) {
        return await(job, Long.MIN_VALUE, within, frame -> frame.status().equals(status));
    }

    void awaitAll(List<UUID> jobs, String status, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        for (UUID job : jobs) {
            await(job, status, Duration.ofNanos(Math.max(50_000_000, end - System.nanoTime())));
        }
    }

    List<Seen> of(UUID job) {
        return seen.stream().filter(frame -> frame.job().equals(job)).toList();
    }

    /** Waits until a run has come so far. */
    void awaitStep(UUID job, int step, Duration within) {
        Awaitility.await("step " + step)
                .atMost(within)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> steps.getOrDefault(job, 0) >= step);
    }

    /** How many sockets were lost, and opened again. */
    int lostSockets() {
        return lost.get();
    }

    /** The newest committed state seen of a job, or empty words. */
    String status(UUID job) {
        List<Seen> all = of(job);
        return all.isEmpty() ? "" : all.getLast().status();
    }

    /** No version ever falls, and no terminal state is ever left (I3). */
    void assertNeverBackwards() {
        Map<UUID, Seen> last = new HashMap<>();
        for (Seen frame : seen) {
            Seen before = last.put(frame.job(), frame);
            if (before != null) {
                assertThat(frame.version()).as("%s then %s", before, frame).isGreaterThanOrEqualTo(before.version());
                if (TERMINAL.contains(before.status())) {
                    assertThat(frame.status()).as("%s then %s", before, frame).isEqualTo(before.status());
                }
            }
        }
    }

    /** What was seen last is what the rows say. */
    void assertEndsAs(Rows rows, List<UUID> jobs) {
        for (UUID job : jobs) {
            Rows.JobRow row = rows.job(job);
            // A gateway rereads every five seconds what its listeners have.
            Awaitility.await("the last frame of " + job)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(of(job).stream().map(Seen::version))
                            .as("frames %s of %s", of(job), row)
                            .endsWith(row.version()));
            assertThat(status(job)).isEqualTo(row.status());
        }
    }

    @Override
    public void close() {
        closed = true;
        again.shutdownNow();
        FeedConnection open = socket;
        if (open != null) {
            open.close();
        }
    }

    private void open() {
        if (!closed) {
            CompletableFuture<Void> unused = gateways.get(lost.get() % gateways.size())
                    .feed(new Receiver())
                    .handle((opened, failure) -> {
                        socket = opened;
                        if (failure != null) {
                            openLater();
                        }
                        return null;
                    });
        }
    }

    private void openLater() {
        if (!closed && !again.isShutdown()) {
            lost.incrementAndGet();
            ScheduledFuture<?> unused = again.schedule(this::open, 200, TimeUnit.MILLISECONDS);
        }
    }

    private void receive(String text) {
        JsonNode frame = Visitor.JSON.readTree(text);
        List<JsonNode> jobs = new ArrayList<>();
        switch (frame.path("kind").stringValue("")) {
            case "snapshot" -> frame.path("jobs").forEach(jobs::add);
            case "job" -> jobs.add(frame.path("job"));
            case "progress" ->
                steps.put(
                        UUID.fromString(frame.path("jobId").stringValue("")),
                        frame.path("step").intValue());
            default -> {}
        }
        long now = System.nanoTime();
        for (JsonNode job : jobs) {
            seen.add(new Seen(
                    now,
                    UUID.fromString(job.path("id").stringValue("")),
                    job.path("status").stringValue(""),
                    job.path("version").longValue(),
                    job.path("attempt").intValue(),
                    job.path("worker").path("id").stringValue(""),
                    job.path("note").isNull() ? "" : job.path("note").stringValue("")));
        }
    }

    private final class Receiver implements FeedListener {
        @Override
        public void text(String frame) {
            receive(frame);
        }

        @Override
        public void ended(int code) {
            openLater();
        }
    }
}
