package imece.local.drill.users;

import imece.client.ApiClient;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** One person: asks for pictures, changes their mind, asks again when no answer came, and is curious about the others. */
final class User implements Runnable {
    /** Requests whose jobs are not over yet. */
    private static final int MOST_LIVE = 5;

    private final String name;
    private final Doors doors;
    private final History history;
    private final Random random;
    private final Queue<PromptedFault> faults;
    private final Credential credential;
    private final List<Browser> browsers;
    private final PictureWishes wishes;
    private final Map<String, PromptedFault> faulty = new HashMap<>();
    private final Set<UUID> spared = new HashSet<>();
    private final List<UUID> jobs = new CopyOnWriteArrayList<>();
    private final Map<String, String> unanswered = new LinkedHashMap<>();
    private final Map<String, String> answered = new HashMap<>();
    private List<User> others = List.of();
    private int requests;
    private volatile int since;
    private int gateway;
    private volatile boolean leaving;

    /**
     * Somebody.
     *
     * @param shown by what they are known
     * @param faults what the next requests are to contain
     */
    User(
            String name,
            ApiClient shown,
            List<Habit> habits,
            Doors doors,
            History history,
            Random random,
            Queue<PromptedFault> faults) {
        this.name = name;
        this.doors = doors;
        this.history = history;
        this.random = random;
        this.faults = faults;
        this.credential = new Credential(shown);
        this.wishes = new PictureWishes(random);
        this.browsers = new ArrayList<>();
        for (Habit habit : habits) {
            String client = name + "-" + habit.name().toLowerCase(java.util.Locale.ROOT);
            browsers.add(new Browser(client, name, credential, habit, doors, history, new Random(random.nextLong())));
        }
    }

    void knows(List<User> all) {
        others = all.stream().filter(other -> other != this).toList();
    }

    List<Browser> browsers() {
        return browsers;
    }

    /** The jobs that it knows to be its own. */
    List<UUID> jobs() {
        return jobs;
    }

    String name() {
        return name;
    }

    Credential credential() {
        return credential;
    }

    /** Whether it knows what became of all that it has asked for; for whoever holds its credential. */
    boolean isAnswered() {
        return unanswered.isEmpty();
    }

    /** Its jobs since it is known as it now is. */
    List<UUID> jobsOfNow() {
        List<UUID> all = List.copyOf(jobs);
        return all.subList(Math.min(since, all.size()), all.size());
    }

    /** It is known by something else from now on, and is the same. */
    void becomes(ApiClient other) throws InterruptedException {
        credential.lock().lockInterruptibly();
        try {
            credential.become(other);
            browsers.forEach(Browser::reload);
        } finally {
            credential.lock().unlock();
        }
    }

    /** Its pages are loaded anew, and what it asked for before counts for nothing that it decides. */
    void startsAnew() {
        since = jobs.size();
        browsers.forEach(Browser::reload);
    }

    /** It asks for nothing again that was answered. */
    void forgetsAnswers() {
        answered.clear();
    }

    /** Nothing that it has asked for is there any more. */
    void forgetsAll() {
        answered.clear();
        jobs.clear();
    }

    /** Wants nothing more; lost answers are still asked for. */
    void leave() {
        leaving = true;
    }

    @Override
    public void run() {
        try {
            while (!leaving || !unanswered.isEmpty()) {
                credential.lock().lockInterruptibly();
                try {
                    act();
                } finally {
                    credential.lock().unlock();
                }
                Thread.sleep(60 + random.nextInt(400));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void act() {
        if (!unanswered.isEmpty()) {
            Map.Entry<String, String> first = unanswered.entrySet().iterator().next();
            submit(first.getKey(), first.getValue());
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 12) {
            some(jobs.subList(Math.max(0, jobs.size() - 2 * MOST_LIVE), jobs.size()))
                    .ifPresent(this::cancel);
        } else if (dice < 18) {
            some(jobs).ifPresent(this::retry);
        } else if (dice < 24) {
            some(List.copyOf(answered.keySet())).ifPresent(key -> submit(key, answered.getOrDefault(key, "")));
        } else if (dice < 28) {
            some(others).flatMap(other -> some(other.jobs)).ifPresent(this::peek);
        } else if (live() < MOST_LIVE) {
            requests++;
            String key = name + "-" + requests;
            submit(key, body(key));
        } else if (dice < 40) {
            // Impatient: the line is long, and one of the jobs that are being drawn is not wanted any more.
            some(jobs.subList(Math.max(0, jobs.size() - MOST_LIVE), jobs.size()))
                    .ifPresent(this::cancel);
        }
    }

    private String body(String key) {
        PromptedFault fault = faults.poll();
        if (fault != null) {
            faulty.put(key, fault);
        }
        return wishes.next("drill " + name + " " + requests, fault);
    }

    private void submit(String key, String body) {
        unanswered.put(key, body);
        var request = doors.at(anyGateway(), credential.shown())
                .post("/api/jobs", body)
                .header("Idempotency-Key", key);
        doors.send(request, BodyHandlers.ofString()).ifPresent(answer -> {
            List<UUID> accepted = new ArrayList<>();
            if (answer.statusCode() == 202) {
                Browser.JSON.readTree(answer.body()).path("jobs").forEach(job -> accepted.add(id(job)));
            }
            history.note(new Entry.Answered(now(), name, key, answer.statusCode(), accepted));
            if (answer.statusCode() < 500) {
                unanswered.remove(key);
            }
            if (answer.statusCode() == 202) {
                answered.put(key, body);
                PromptedFault fault = faulty.remove(key);
                if (fault != null) {
                    spared.addAll(accepted);
                    fault.accepted().countDown();
                }
                accepted.stream().filter(job -> !jobs.contains(job)).forEach(jobs::add);
            }
        });
    }

    private void cancel(UUID job) {
        if (spared.contains(job)) {
            return;
        }
        doors.send(
                doors.request(anyGateway(), "/api/jobs/" + job, credential.shown())
                        .DELETE(),
                BodyHandlers.discarding());
    }

    /** Without a key, so a lost answer stays unknown; the row then tells whose job it is. */
    private void retry(UUID job) {
        var request = doors.request(anyGateway(), "/api/jobs/" + job + "/retry", credential.shown())
                .POST(BodyPublishers.noBody());
        doors.send(request, BodyHandlers.ofString()).ifPresent(answer -> {
            if (answer.statusCode() == 202) {
                UUID again = id(Browser.JSON.readTree(answer.body()));
                history.note(new Entry.Answered(now(), name, "", 202, List.of(again)));
                jobs.add(again);
            }
        });
    }

    private void peek(UUID job) {
        String path = random.nextBoolean() ? "/api/jobs/" + job : "/api/images/" + job;
        doors.send(doors.request(anyGateway(), path, credential.shown()), BodyHandlers.discarding())
                .ifPresent(answer -> history.note(new Entry.Peeked(now(), name, job, answer.statusCode())));
    }

    private long live() {
        Map<UUID, Browser.SeenStatus> shown = browsers.getFirst().seen();
        return jobsOfNow().stream()
                .filter(job -> {
                    Browser.SeenStatus seen = shown.get(job);
                    return seen == null || !Browser.OVER.contains(seen.status());
                })
                .count();
    }

    /** The picture of one of its jobs, whatever the gateway says. */
    Optional<HttpResponse<byte[]>> picture(UUID job) {
        Optional<HttpResponse<byte[]>> answer = Optional.empty();
        for (int tries = 0; tries < 4 && answer.isEmpty(); tries++) {
            gateway++;
            answer = doors.send(
                            doors.request(gateway, "/api/images/" + job, credential.shown()),
                            BodyHandlers.ofByteArray())
                    .filter(found -> found.statusCode() < 500);
        }
        return answer;
    }

    private int anyGateway() {
        gateway += random.nextInt(2);
        return gateway;
    }

    private <T> Optional<T> some(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private static UUID id(JsonNode job) {
        return UUID.fromString(job.path("id").stringValue(""));
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
