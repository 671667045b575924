package imece.local.faults;

import static org.awaitility.Awaitility.await;

import imece.local.TestEnvironment;
import imece.local.os.ProcessEnding;
import imece.local.os.ProcessLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A gateway or a worker in a process of its own, and the signals that befall it. */
final class Member {

    private final String name;
    private final Path home;
    private final List<String> command;
    private final Map<String, String> environment;
    private volatile @Nullable Process process;

    Member(String name, Path home, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.home = home;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    String name() {
        return name;
    }

    long pid() {
        return running().pid();
    }

    Member launch() {
        process =
                ProcessLauncher.server(home, log(), environment, TestEnvironment.around(command, environment.keySet()));
        return this;
    }

    void kill() {
        running().destroyForcibly();
        awaitEnd(Duration.ofSeconds(5));
    }

    void freeze() {
        ProcessEnding.send(running().toHandle(), "STOP");
    }

    void wake() {
        ProcessEnding.send(running().toHandle(), "CONT");
    }

    /** SIGTERM, without waiting for what comes of it. */
    void terminate() {
        running().destroy();
    }

    void awaitEnd(Duration within) {
        await().atMost(within).pollInterval(Duration.ofMillis(10)).until(() -> !alive());
    }

    /** SIGTERM; returns its exit status once it has ended by itself. */
    int stop(Duration within) {
        terminate();
        awaitEnd(within);
        return running().exitValue();
    }

    /** Ends it whatever state it is in. */
    void end() {
        if (alive()) {
            wake();
            terminate();
            ProcessEnding.awaitEnd(running().toHandle(), Duration.ofSeconds(4));
            if (alive()) {
                kill();
            }
        }
    }

    boolean alive() {
        Process started = process;
        return started != null && started.isAlive();
    }

    Path log() {
        return home.resolve(name + ".log");
    }

    List<String> lines() {
        try {
            return Files.exists(log()) ? Files.readAllLines(log(), StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean said(String... words) {
        Predicate<String> all = line -> List.of(words).stream().allMatch(line::contains);
        return lines().stream().anyMatch(all);
    }

    long timesSaid(String... words) {
        return lines().stream()
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .count();
    }

    void awaitSaid(Duration within, String... words) {
        await(name + " says " + List.of(words))
                .atMost(within)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> said(words));
    }

    private Process running() {
        Process started = process;
        if (started == null) {
            throw new IllegalStateException(name + " was never launched");
        }
        return started;
    }
}
