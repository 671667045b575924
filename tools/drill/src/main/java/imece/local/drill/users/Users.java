package imece.local.drill.users;

import imece.client.ApiClient;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Everybody on the farm of a drill. */
public final class Users {
    private static final List<List<Habit>> ALL = List.of(
            List.of(Habit.STEADY),
            List.of(Habit.SLOW),
            List.of(Habit.RESTLESS),
            List.of(Habit.STEADY, Habit.DEAF),
            List.of(Habit.STEADY, Habit.RESTLESS));

    private final Doors doors;
    private final History history;
    private final Random random;
    private final BlockingQueue<PromptedFault> faults = new LinkedBlockingQueue<>();
    private final List<User> users = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> watching = new ArrayList<>();

    /** Visitors who know each other; none of them acts yet. */
    public Users(Doors doors, History history, long seed) {
        this.doors = doors;
        this.history = history;
        this.random = new Random(seed);
        for (List<Habit> habits : ALL) {
            user(doors.newcomer(), habits, faults);
        }
        meet();
    }

    /**
     * To them come somebody with a session who counts as three, a program whose key asks for what can wait, two users of an app, somebody who will sign in later, and
     * somebody who will delete everything. All of them know each other.
     *
     * @return what happens to what they are known by
     */
    public AccessChanges join(String operatorToken) throws InterruptedException {
        Reception reception = new Reception(doors, operatorToken);
        List<Habit> steady = List.of(Habit.STEADY);
        ApiClient person = reception.stranger();
        User signedIn = user(person, List.of(Habit.STEADY, Habit.RESTLESS), faults);
        reception.join(person, signedIn.name());
        reception.weigh(person, 3);
        ApiClient keeper = reception.stranger();
        reception.join(keeper, "keeper");
        Reception.Key key = reception.personsKey(keeper);
        // What its key asks for can wait, and whoever is about to go makes no engine fail: it would be cancelled with
        // the rest.
        User program =
                user(reception.stranger().always("X-API-Key", key.secret()), steady, new LinkedBlockingQueue<>());
        String app = "Bearer " + reception.appKey().secret();
        for (String name : List.of("ada", "bob")) {
            ApiClient sub = reception.stranger().always("Authorization", app).always("X-OpenWebUI-User-Id", name);
            user(sub, steady, faults);
        }
        User mover = user(doors.newcomer(), steady, new LinkedBlockingQueue<>());
        User leaver = user(doors.newcomer(), steady, new LinkedBlockingQueue<>());
        meet();
        return new AccessChanges(doors, history, reception, signedIn, program, keeper, key, mover, leaver);
    }

    /** What an operator lets pause, of the line in which all of them wait. */
    public OperatorPauses pauses(String operatorToken) {
        return new OperatorPauses(doors, history, operatorToken);
    }

    private User user(ApiClient shown, List<Habit> habits, BlockingQueue<PromptedFault> fails) {
        String name = "user-" + (users.size() + 1);
        User user = new User(name, shown, habits, doors, history, new Random(random.nextLong()), fails);
        users.add(user);
        return user;
    }

    private void meet() {
        users.forEach(user -> user.knows(users));
    }

    /** Everybody opens their pages and begins. */
    public void start() {
        for (User user : users) {
            user.browsers().forEach(browser -> watching.add(Thread.ofVirtual().start(browser)));
            threads.add(Thread.ofVirtual().start(user));
        }
    }

    /** One of the next requests will contain this word; returns when it was accepted. Nobody cancels it. */
    public void prompt(String word) throws InterruptedException {
        PromptedFault fault = new PromptedFault(word);
        faults.add(fault);
        try {
            fault.accepted().await();
        } finally {
            faults.remove(fault);
        }
    }

    /** How many requests were accepted so far. */
    public int accepted() {
        return users.stream().mapToInt(user -> user.jobs().size()).sum();
    }

    /** Nobody wants anything more; returns when no answer is missing any more, or the time is over. */
    public void stopAsking(long patienceMillis) throws InterruptedException {
        users.forEach(User::leave);
        browsers().forEach(Browser::stay);
        long deadline = System.nanoTime() + patienceMillis * 1_000_000;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }

    /** Pages that do not yet show what the rows say: "client: job". */
    public List<String> behind(Map<UUID, Long> versions) {
        List<String> behind = new ArrayList<>();
        for (User user : users) {
            for (Browser browser : user.browsers()) {
                browser.seen().forEach((job, seen) -> {
                    Long version = versions.get(job);
                    if (browser.reads() && version != null && seen.version() != version) {
                        behind.add(user.name() + ": " + job);
                    }
                });
            }
        }
        return behind;
    }

    /** Pages are closed; nothing is written down any more. */
    public void leave() throws InterruptedException {
        browsers().forEach(Browser::leave);
        for (Thread thread : watching) {
            thread.join(2_000);
        }
    }

    /** Everybody looks at the pictures of their complete jobs. */
    public void lookAtPictures(Set<UUID> complete) {
        for (User user : users) {
            user.jobs().stream().filter(complete::contains).forEach(job -> {
                Optional<HttpResponse<byte[]>> answer = user.picture(job);
                history.note(answer.map(found -> PictureReceipts.entry(job, found.statusCode(), found.body()))
                        .orElseGet(() -> new Entry.Picture(job, 0, "", null, null)));
            });
        }
    }

    private List<Browser> browsers() {
        return users.stream().flatMap(user -> user.browsers().stream()).toList();
    }
}
