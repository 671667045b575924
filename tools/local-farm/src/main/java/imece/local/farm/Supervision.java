package imece.local.farm;

import imece.broker.Backoff;
import imece.local.farm.FarmState.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;

/** Starts again what ends by itself: same name, same port, after a pause that grows to 5 s while it keeps ending. */
public final class Supervision implements AutoCloseable {
    static final Backoff PAUSE = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));
    private static final Duration HEALTHY = Duration.ofSeconds(30);

    private final BiConsumer<Member, Condition> roster;
    private final Console console;
    private final List<Thread> threads = new ArrayList<>();

    /** Watches them from now on; the roster hears how each of them is. */
    public Supervision(List<Member> members, BiConsumer<Member, Condition> roster, Console console) {
        this.roster = roster;
        this.console = console;
        members.forEach(member ->
                threads.add(Thread.ofPlatform().name("watch " + member.name()).start(() -> watch(member))));
    }

    private void watch(Member member) {
        Backoff.Series pauses = PAUSE.series();
        try {
            while (true) {
                long began = System.nanoTime();
                awaitEnd(member);
                if (System.nanoTime() - began > HEALTHY.toNanos()) {
                    pauses.reset();
                }
                tell(member, Condition.DOWN);
                Duration pause = pauses.next();
                console.say("%s ended; starting it again in %d ms.".formatted(member.name(), pause.toMillis()));
                Thread.sleep(pause);
                startAgain(member);
            }
        } catch (InterruptedException farmStops) {
            // The one who interrupts ends the member.
        }
    }

    private void startAgain(Member member) throws InterruptedException {
        try {
            tell(member, Condition.STARTING);
            member.start();
            tell(member, Condition.UP);
            console.say(member.name() + " is back.");
        } catch (RuntimeException failed) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            console.say(String.valueOf(failed.getMessage()));
        }
    }

    /** A roster that can't be written, as on a full disk, must not cost the member its watch. */
    private void tell(Member member, Condition condition) {
        try {
            roster.accept(member, condition);
        } catch (RuntimeException untold) {
            console.say("./imece status will be wrong about %s: %s".formatted(member.name(), untold.getMessage()));
        }
    }

    private static void awaitEnd(Member member) throws InterruptedException {
        try {
            var running = member.process();
            if (running.isPresent()) {
                running.get().onExit().get();
            }
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Stops watching; nothing is started any more when this returns. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException hurry) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
