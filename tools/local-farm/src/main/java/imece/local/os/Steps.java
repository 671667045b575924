package imece.local.os;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the steps of a start and says a line for each that takes over a second: one when it drags, one when it is done. */
public final class Steps {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Consumer<String> voice;

    /** Lines go to the voice, one call each, without a line break. */
    public Steps(Consumer<String> voice) {
        this.voice = voice;
    }

    /** Steps nobody hears about. */
    public static Steps silent() {
        return new Steps(line -> {});
    }

    /** Says one line now. */
    public void say(String line) {
        voice.accept(line);
    }

    /**
     * Runs a step, named as in "Unpacking PostgreSQL", on the calling thread.
     *
     * @throws CommandProblem as the step threw it, or with the step's name where it failed otherwise
     */
    public <T> T run(String name, Callable<T> step) {
        long began = System.nanoTime();
        Slowness slowness = new Slowness(name);
        CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(slowness);
        try {
            T result = step.call();
            if (slowness.over()) {
                say("%s: done after %s s".formatted(name, seconds(System.nanoTime() - began)));
            }
            return result;
        } catch (CommandProblem known) {
            throw known;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandProblem(name + " was interrupted.", stopped);
        } catch (Exception failed) {
            throw new CommandProblem("%s failed: %s".formatted(name, failed), failed);
        } finally {
            slowness.over();
        }
    }

    /** Says the step's name once, unless the step is over before. */
    private final class Slowness implements Runnable {
        private final String name;
        private boolean over;
        private boolean said;

        Slowness(String name) {
            this.name = name;
        }

        @Override
        public synchronized void run() {
            if (!over) {
                said = true;
                say(name + " …");
            }
        }

        /** Ends the waiting; was it slow? */
        synchronized boolean over() {
            over = true;
            return said;
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }
}
