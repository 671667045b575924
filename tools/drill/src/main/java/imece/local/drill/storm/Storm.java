package imece.local.drill.storm;

import imece.local.drill.farm.DrillFarm;
import imece.local.drill.history.History;
import imece.local.drill.storm.Schedule.Planned;
import imece.local.drill.users.AccessChanges;
import imece.local.drill.users.Users;
import imece.local.farm.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes the faults of a schedule, each on a thread of its own, for some of them last. */
public final class Storm {
    private static final Duration MENDING = Duration.ofSeconds(60);

    private final List<Planned> schedule;
    private final Strikes strikes;
    private final Marks marks;
    private final Console console;
    private final List<Thread> threads = new ArrayList<>();
    private volatile String last = "";

    /**
     * A storm that has not begun.
     *
     * @param changes what people do to what they are known by; null where nobody does
     */
    public Storm(
            List<Planned> schedule,
            DrillFarm farm,
            Users users,
            @Nullable AccessChanges changes,
            History history,
            Console console,
            long seed) {
        this.schedule = schedule;
        this.marks = new Marks(history);
        this.strikes = new Strikes(farm, users, changes, new NodeAccounts(farm, history), marks, new Random(seed));
        this.console = console;
    }

    /**
     * Blows; returns when the last fault was made and all that last are over, also when it is interrupted: a server that a
     * fault has stopped must not come up after everybody has gone.
     *
     * @param patience how long faults that wait for their chance may still wait after it
     */
    public void blow(Duration length, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        try {
            for (Planned planned : schedule) {
                sleepUntil(began, planned.afterMillis());
                last = planned.name();
                threads.add(Thread.ofPlatform()
                        .name("fault " + planned.id())
                        .daemon()
                        .start(() -> make(planned)));
            }
            sleepUntil(began, length.toMillis());
            await(patience);
        } finally {
            threads.forEach(Thread::interrupt);
            await(MENDING);
        }
    }

    private void await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }

    /** The fault that was made last. */
    public String last() {
        return last;
    }

    private void make(Planned planned) {
        try {
            strikes.make(planned);
        } catch (InterruptedException stormEnds) {
            marks.unable(planned, "the storm was over before its turn came");
        } catch (IOException | RuntimeException failed) {
            console.say("%s could not be made: %s".formatted(planned.name(), failed));
            marks.unable(planned, String.valueOf(failed.getMessage()));
        }
    }

    private static void sleepUntil(long began, long afterMillis) throws InterruptedException {
        long left = afterMillis - (System.nanoTime() - began) / 1_000_000;
        if (left > 0) {
            Thread.sleep(left);
        }
    }
}
