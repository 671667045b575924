package imece.gateway.line;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many jobs wait. To count them costs more the more there are, so that it is done once a second however many come. Jobs that
 * join here are added at once; what joins at other gateways, or leaves, is seen with the next count.
 */
@Component
public class LineLength {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final LongSupplier rows;
    private final LongSupplier nanos;
    private volatile LineCount last;

    @Autowired
    LineLength(LineRows rows) {
        this(rows::waiting, System::nanoTime);
    }

    /**
     * Nothing counted yet.
     *
     * @param rows counts
     * @param nanos as {@link System#nanoTime()}
     */
    LineLength(LongSupplier rows, LongSupplier nanos) {
        this.rows = rows;
        this.nanos = nanos;
        this.last = new LineCount(new AtomicLong(), nanos.getAsLong() - FRESH.toNanos());
    }

    /** The jobs that waited at a moment, and those that joined here since. */
    private record LineCount(AtomicLong jobs, long at) {}

    /** Jobs that wait, as of the last second. */
    public long waiting() {
        return lately().jobs().get();
    }

    /** Whether no more than {@code most} jobs wait with so many more. Nobody is refused by a count that is older than the question. */
    public boolean hasRoom(int most, int more) {
        long asked = nanos.getAsLong();
        return waiting() + more <= most || countedSince(asked).jobs().get() + more <= most;
    }

    /** So many have joined here. */
    public void joined(int jobs) {
        lately().jobs().addAndGet(jobs);
    }

    private LineCount lately() {
        return countedSince(nanos.getAsLong() - FRESH.toNanos());
    }

    /** A count that began after this moment. Who comes while one is made waits for it, and makes another only if it began too soon. */
    private LineCount countedSince(long moment) {
        LineCount known = last;
        return known.at() - moment > 0 ? known : countAgain(moment);
    }

    private synchronized LineCount countAgain(long moment) {
        if (last.at() - moment <= 0) {
            long began = nanos.getAsLong();
            last = new LineCount(new AtomicLong(rows.getAsLong()), began);
        }
        return last;
    }
}
