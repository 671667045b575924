package imece.local.drill.users;

import imece.client.FeedConnection;
import imece.client.FeedListener;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One open page: a socket that is opened again whenever it is lost, and every frame that came through it, written down. */
final class Browser implements Runnable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final Set<String> OVER = Set.of("complete", "error", "cancelled");

    private static final Duration OPENING = Duration.ofSeconds(2);

    private final String name;
    private final Credential visitor;
    private final Habit habit;
    private final Doors doors;
    private final History history;
    private final Random random;
    private final Map<UUID, SeenStatus> seen = new ConcurrentHashMap<>();
    private volatile boolean leaving;
    private volatile boolean calm;
    private volatile @Nullable Receiver current;

    /** What it shows of a job. */
    record SeenStatus(String status, long version) {}

    Browser(String name, String user, Credential visitor, Habit habit, Doors doors, History history, Random random) {
        this.name = name;
        this.visitor = visitor;
        this.habit = habit;
        this.doors = doors;
        this.history = history;
        this.random = random;
        history.note(new Entry.Watching(System.currentTimeMillis(), name, user, habit.reads()));
    }

    /** What it shows now. */
    Map<UUID, SeenStatus> seen() {
        return seen;
    }

    boolean reads() {
        return habit.reads();
    }

    /** The storm is over: it stays where it is, so that it can be seen to catch up. */
    void stay() {
        calm = true;
    }

    /** Its person loads it anew: it shows nothing until it has asked. */
    synchronized void reload() {
        Receiver receiver = current;
        if (receiver != null) {
            receiver.over = true;
            receiver.gone.countDown();
        }
        seen.clear();
        history.note(new Entry.Reloaded(System.currentTimeMillis(), name));
    }

    void leave() {
        leaving = true;
        Receiver receiver = current;
        if (receiver != null) {
            receiver.gone.countDown();
        }
    }

    @Override
    public void run() {
        int gateway = random.nextInt(doors.urls().size());
        try {
            while (!leaving) {
                watch(gateway);
                gateway++;
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(int gateway) throws InterruptedException {
        Receiver receiver = new Receiver(doors.name(gateway));
        FeedConnection socket;
        try {
            socket = doors.at(gateway, visitor.shown())
                    .within(OPENING)
                    .feed(receiver, habit.pace())
                    .join();
        } catch (CompletionException notNow) {
            return;
        }
        current = receiver;
        while (!leaving && !receiver.gone.await(look(), TimeUnit.MILLISECONDS)) {
            if (habit == Habit.RESTLESS && !calm) {
                break;
            }
            // A gateway that hangs says nothing, pings neither: a person would reload by now.
            if (receiver.silentMillis() > 25_000) {
                break;
            }
        }
        receiver.over = true;
        current = null;
        socket.close();
    }

    private long look() {
        return habit == Habit.RESTLESS && !calm ? 1_500 + random.nextInt(5_000) : 1_000;
    }

    private synchronized void told(String how, JsonNode job, Receiver by, String gateway) {
        UUID id = UUID.fromString(job.path("id").stringValue(""));
        String status = job.path("status").stringValue("");
        long version = job.path("version").longValue();
        if (by.over) {
            return;
        }
        note(how, id, status, version, job.path("attempt").intValue(), job.path("runId"));
        seen.put(id, new SeenStatus(status, version));
        if (status.equals("queued")) {
            stood(how, job, gateway);
        }
    }

    /** Where it stands, as this frame of this gateway says. */
    private void stood(String how, JsonNode job, String gateway) {
        JsonNode why = job.path("why");
        history.note(new Entry.Stood(
                System.currentTimeMillis(),
                name,
                gateway,
                how,
                UUID.fromString(job.path("id").stringValue("")),
                job.path("queuePosition").intValue(),
                why.path("reason").stringValue(""),
                why.path("jobs").isNumber() ? why.path("jobs").intValue() : null,
                why.path("sentence").isString() ? why.path("sentence").stringValue() : "",
                job.path("roseBecause").isString() ? job.path("roseBecause").stringValue() : ""));
    }

    private void note(String how, UUID job, String status, long version, int attempt, JsonNode run) {
        UUID runId = run.isString() ? UUID.fromString(run.stringValue()) : null;
        history.note(new Entry.Frame(System.currentTimeMillis(), name, how, job, status, version, attempt, runId));
    }

    private void receive(String text, Receiver by) {
        JsonNode frame = JSON.readTree(text);
        String kind = frame.path("kind").stringValue("");
        switch (kind) {
            case "job" -> told(kind, frame.path("job"), by, by.gateway);
            case "progress" ->
                note(kind, UUID.fromString(frame.path("jobId").stringValue("")), "", 0, 0, frame.path("runId"));
            case "positions" ->
                frame.path("jobs").forEach(job -> {
                    note(kind, UUID.fromString(job.path("id").stringValue("")), "", 0, 0, job.path("runId"));
                    if (!by.over) {
                        stood(kind, job, by.gateway);
                    }
                });
            case "message" ->
                frame.path("message")
                        .path("jobs")
                        .forEach(job -> note(
                                kind, UUID.fromString(job.path("id").stringValue("")), "", 0, 0, job.path("runId")));
            case "snapshot" -> {
                List<JsonNode> jobs = new ArrayList<>();
                frame.path("jobs").forEach(jobs::add);
                jobs.forEach(job -> told(kind, job, by, by.gateway));
                fetchHeld(jobs, by);
            }
            default -> {}
        }
    }

    /** A live job that it shows and the snapshot lacks is asked for by its id, as every page does. */
    private void fetchHeld(List<JsonNode> snapshot, Receiver by) {
        Set<String> there = new HashSet<>();
        snapshot.forEach(job -> there.add(job.path("id").stringValue("")));
        List<UUID> held = seen.entrySet().stream()
                .filter(entry -> !OVER.contains(entry.getValue().status()))
                .map(Map.Entry::getKey)
                .filter(id -> !there.contains(id.toString()))
                .toList();
        if (!held.isEmpty()) {
            Thread.ofVirtual().start(() -> held.forEach(id -> fetch(id, by)));
        }
    }

    private void fetch(UUID id, Receiver by) {
        for (int gateway = 0; gateway < doors.urls().size(); gateway++) {
            HttpRequest.Builder request = doors.request(gateway, "/api/jobs/" + id, visitor.shown());
            Optional<HttpResponse<String>> answer = doors.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.isPresent() && answer.get().statusCode() == 200) {
                JsonNode job = JSON.readTree(answer.get().body());
                fetched(id, job, by, doors.name(gateway));
                return;
            }
        }
    }

    /** An answer is as old as its way was long: unlike a frame it may come behind a newer one, and is merged by its version. */
    private synchronized void fetched(UUID id, JsonNode job, Receiver by, String gateway) {
        SeenStatus shown = seen.get(id);
        if (shown == null || shown.version() < job.path("version").longValue()) {
            told("fetched", job, by, gateway);
        }
    }

    /** One socket's life. */
    private final class Receiver implements FeedListener {
        private final String gateway;
        private final CountDownLatch gone = new CountDownLatch(1);
        private volatile long lastHeard = System.nanoTime();
        private volatile boolean over;

        Receiver(String gateway) {
            this.gateway = gateway;
        }

        long silentMillis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeard);
        }

        @Override
        public void text(String frame) {
            lastHeard = System.nanoTime();
            receive(frame, this);
        }

        @Override
        public void preview(byte[] frame) {
            lastHeard = System.nanoTime();
            if (frame.length >= 2 * Long.BYTES) {
                ByteBuffer id = ByteBuffer.wrap(frame);
                note("preview", new UUID(id.getLong(), id.getLong()), "", 0, 0, JSON.nullNode());
            }
        }

        @Override
        public void pinged() {
            lastHeard = System.nanoTime();
        }

        @Override
        public void ended(int code) {
            gone.countDown();
        }
    }
}
