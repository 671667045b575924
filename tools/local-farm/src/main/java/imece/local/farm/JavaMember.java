package imece.local.farm;

import imece.local.os.CommandProblem;
import imece.local.os.LogWatch;
import imece.local.os.ProcessLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A gateway or a worker: one of our jars in a JVM of its own. */
final class JavaMember implements Member {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final String name;
    private final String address;
    private final Path home;
    private final Path log;
    private final Command command;
    private final Map<String, String> environment;
    private final MemberReadiness readiness;
    private volatile @Nullable Process process;

    /**
     * How its JVM is started.
     *
     * @param program Java, and all options that do not change from start to start
     * @param archive its classes, if they are there
     * @param jar what is run, with its arguments
     */
    record Command(List<String> program, ClassArchive archive, List<String> jar) {
        List<String> words() {
            return words(archive.use());
        }

        List<String> wordsOfMember() {
            return words(archive.useOrPrepare());
        }

        private List<String> words(List<String> ofArchive) {
            List<String> words = new ArrayList<>(program);
            words.addAll(ofArchive);
            words.addAll(jar);
            return words;
        }
    }

    JavaMember(
            String name,
            String address,
            Path home,
            Path log,
            Command command,
            Map<String, String> environment,
            MemberReadiness readiness) {
        this.name = name;
        this.address = address;
        this.home = home;
        this.log = log;
        this.command = command;
        this.environment = environment;
        this.readiness = readiness;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        LogWatch watch = LogWatch.fromNow(log);
        Process started = ProcessLauncher.server(home, log, environment, command.wordsOfMember());
        process = started;
        try {
            if (!readiness.await(started, watch, START_LIMIT)) {
                String how = started.isAlive()
                        ? "was not ready after %d s".formatted(START_LIMIT.toSeconds())
                        : "ended with status %d before it was ready".formatted(started.exitValue());
                throw new CommandProblem(
                        "%s %s. Its log is %s; the last lines:\n%s".formatted(name, how, log, watch.tail()));
            }
            command.archive().make();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandProblem("The start of %s was interrupted.".formatted(name), stop);
        }
    }

    @Override
    public void stop(Duration patience, CompletableFuture<Void> hurry) {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        running.destroy();
        awaitOneOf(running, patience, hurry);
        if (running.isAlive()) {
            running.destroyForcibly();
            awaitOneOf(running, AFTER_KILL, new CompletableFuture<>());
        }
    }

    @Override
    public CompletableFuture<Void> quiet() {
        return command.archive().quiet();
    }

    private static void awaitOneOf(Process running, Duration patience, CompletableFuture<Void> hurry) {
        try {
            CompletableFuture.anyOf(running.onExit(), hurry).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException over) {
            // The caller looks whether it still runs.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    @Override
    public String address() {
        return address;
    }
}
