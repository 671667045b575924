package imece.local.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A process as it can be found again later, by another program too. Ids are used anew, so the start time belongs to it:
 * what has the id but another start time is a stranger and is never touched.
 */
public record ProcessRef(long pid, Instant startedAt) {
    /** The kernel counts start times in ticks since boot; a corrected wall clock moves them a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    /** Remembers a process that runs now. */
    public static ProcessRef of(ProcessHandle process) {
        return new ProcessRef(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process, if it still runs (a zombie does not) and is the one that was remembered. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> !isZombie(pid)
                        && found.info()
                                .startInstant()
                                .map(started -> Duration.between(started, startedAt)
                                                .abs()
                                                .compareTo(TOLERANCE)
                                        < 0)
                                .orElse(false));
    }

    /** The words of a process's command line; empty where the system does not tell. */
    public static List<String> commandLine(ProcessHandle process) {
        Path words = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            String all = Files.readString(words, StandardCharsets.ISO_8859_1);
            return List.of(new String(all.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).split("\0"));
        } catch (IOException noProc) {
            return process.info().arguments().map(List::of).orElse(List.of());
        }
    }

    /** A process's environment at its start; empty where the system does not tell (another user's process, no /proc). */
    public static Map<String, String> environment(ProcessHandle process) {
        try {
            String all = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
            return Arrays.stream(all.split("\0", -1))
                    .filter(pair -> pair.indexOf('=') > 0)
                    .collect(Collectors.toMap(
                            pair -> pair.substring(0, pair.indexOf('=')),
                            pair -> pair.substring(pair.indexOf('=') + 1),
                            (first, again) -> first));
        } catch (IOException untold) {
            return Map.of();
        }
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException noProc) {
            return false;
        }
    }
}
