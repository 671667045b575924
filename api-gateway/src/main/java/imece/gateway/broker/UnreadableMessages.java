package imece.gateway.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that say nothing to this gateway. Each is counted; of many only the first within a minute is written down, for whoever
 * can send one can send a million.
 */
public final class UnreadableMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableMessages.class);
    private static final long BETWEEN_LINES = TimeUnit.MINUTES.toNanos(1);

    private final Counter counter;
    private final String sentence;
    private final LongSupplier nanos;
    private long lastLine;
    private long unsaid;

    /**
     * None so far.
     *
     * @param meter the counter's name
     * @param sentence what one of them is, and what becomes of it
     */
    public UnreadableMessages(MeterRegistry meters, String meter, String sentence) {
        this(meters, meter, sentence, System::nanoTime);
    }

    UnreadableMessages(MeterRegistry meters, String meter, String sentence, LongSupplier nanos) {
        this.counter = meters.counter(meter);
        this.sentence = sentence;
        this.nanos = nanos;
        this.lastLine = nanos.getAsLong() - BETWEEN_LINES;
    }

    /** One more. */
    public void met() {
        met("");
    }

    /** One more, of which this sentence tells something; the log has it if it is the first of its minute. */
    public synchronized void met(String which) {
        counter.increment();
        long now = nanos.getAsLong();
        if (now - lastLine < BETWEEN_LINES) {
            unsaid++;
            return;
        }
        LOG.warn(
                "{}{} {} more came since the last line like this.",
                sentence,
                which.isEmpty() ? "" : " " + which,
                unsaid);
        lastLine = now;
        unsaid = 0;
    }
}
