package imece.local.drill.farm;

import imece.local.drill.history.Entry;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When which worker held which GPU, by the lines of its log. A worker says "acquired" after it has the lock and "released" before
 * it gives it back, and one that is killed says nothing more: what is read here is never longer than what was.
 */
public final class LockLog {
    private static final Pattern LINE = Pattern.compile("\\[GPU_LOCK] (acquired|released) gpu=(\\S+) job=(\\S+)");
    private static final Pattern TIME = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*");

    private final String worker;
    private final List<Entry.Held> held = new ArrayList<>();
    private LocalDateTime now;
    private @Nullable Hold open;

    private record Hold(String gpu, UUID job, long since) {}

    private LockLog(String worker, LocalDateTime from) {
        this.worker = worker;
        this.now = from;
    }

    /**
     * Reads a worker's log, in which nothing but the time of day stands.
     *
     * @param from when it began
     */
    public static List<Entry.Held> read(Path log, String worker, Instant from) {
        LockLog reading = new LockLog(worker, LocalDateTime.ofInstant(from, ZoneId.systemDefault()));
        try (Stream<String> lines = Files.lines(log)) {
            lines.filter(line -> TIME.matcher(line).matches()).forEach(reading::line);
        } catch (IOException e) {
            throw new CommandProblem("The log %s could not be read: %s".formatted(log, e.getMessage()), e);
        }
        reading.end(0);
        return reading.held;
    }

    private void line(String line) {
        long at = millis(LocalTime.parse(line.substring(0, 12)));
        Matcher found = LINE.matcher(line);
        if (!found.find()) {
            return;
        }
        UUID job = UUID.fromString(found.group(3));
        if (found.group(1).equals("acquired")) {
            end(0);
            open = new Hold(found.group(2), job, at);
        } else if (open != null && open.job().equals(job)) {
            end(at);
        }
    }

    /** What was never released ended with its process, nobody knows when: it counts for the moment in which it was had. */
    private void end(long at) {
        Hold hold = open;
        if (hold != null) {
            held.add(new Entry.Held(hold.gpu(), worker, hold.job(), hold.since(), Math.max(hold.since(), at)));
        }
        open = null;
    }

    private long millis(LocalTime time) {
        // A clock that falls back by half a day has passed midnight.
        boolean next = now.getHour() >= 12 && time.isBefore(now.toLocalTime().minusHours(12));
        now = LocalDateTime.of(next ? now.toLocalDate().plusDays(1) : now.toLocalDate(), time);
        return now.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    }
}
